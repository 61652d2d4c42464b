using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>Which provider computes which nodes of an open session.</summary>
internal static class NodeAssignment
{
    /// <summary>Makes a session that is opened with these options record its assignment.</summary>
    internal static void Record(SessionOptions options) => options.AddSessionConfigEntry("session.record_ep_graph_assignment_info", "1");

    /// <summary>The nodes by provider, the CPU last.</summary>
    internal static IReadOnlyList<ProviderNodes> Count(IEnumerable<(string Provider, IReadOnlyList<string> OperatorTypes)> assignment) =>
    [
        .. from part in assignment
           from type in part.OperatorTypes
           group type by part.Provider into nodes
           orderby IsCpu(nodes.Key), nodes.Key
           select new ProviderNodes(nodes.Key, CountTypes(nodes)),
    ];

    internal static bool IsCpu(string providerName) => providerName == ProviderTraits.Of(ProviderKind.Cpu).OrtName;

    private static SortedDictionary<string, int> CountTypes(IEnumerable<string> types) =>
        new(types.CountBy(type => type).ToDictionary(), StringComparer.Ordinal);
}
