using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>Which provider computes which nodes of an open session.</summary>
internal static class NodeAssignment
{
    /// <summary>Makes a session that is opened with these options record its assignment.</summary>
    internal static void Record(SessionOptions options) => options.AddSessionConfigEntry("session.record_ep_graph_assignment_info", "1");

    /// <summary>The nodes by provider, the CPU last.</summary>
    internal static IReadOnlyList<ProviderNodes> Count(IEnumerable<(string Provider, IReadOnlyList<string> OperatorTypes)> assignment) =>
        assignment.SelectMany(part => part.OperatorTypes, (part, type) => KeyValuePair.Create(part.Provider, type))
            .GroupBy(node => node.Key, node => node.Value)
            .OrderBy(nodes => IsCpu(nodes.Key))
            .ThenBy(nodes => nodes.Key)
            .Select(nodes => new ProviderNodes(nodes.Key, CountTypes(nodes)))
            .ToArray();

    internal static bool IsCpu(string providerName) => providerName == ProviderTraits.Of(ProviderKind.Cpu).OrtName;

    private static SortedDictionary<string, int> CountTypes(IEnumerable<string> types) =>
        new(types.CountBy(type => type).ToDictionary(), StringComparer.Ordinal);
}
