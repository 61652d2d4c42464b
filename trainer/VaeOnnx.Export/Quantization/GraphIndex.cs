using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>Who makes and who reads each value of a graph.</summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly ILookup<string, NodeProto> _consumers;
    private readonly HashSet<string> _outputs;

    public GraphIndex(GraphProto graph)
    {
        Graph = graph;
        _producers = graph.Node.SelectMany(node => node.Output, (node, output) => (node, output)).Where(pair => pair.output.Length > 0)
            .ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        _constants = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _consumers = graph.Node.SelectMany(node => Reads(node), (node, input) => (node, input)).ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        _outputs = graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
    }

    public GraphProto Graph { get; }

    /// <summary>The node that makes a value; null for inputs and constants.</summary>
    public NodeProto? ProducerOf(string value) => _producers.GetValueOrDefault(value);

    /// <summary>The constant of that name; null where it is computed or an input.</summary>
    public TensorProto? ConstantOf(string value) => _constants.GetValueOrDefault(value);

    /// <summary>The one node that reads a value; null where there are none or several, or where the value leaves the graph.</summary>
    public NodeProto? OnlyConsumerOf(string value)
    {
        var consumers = _consumers[value].Take(2).ToArray();
        return consumers.Length == 1 && !_outputs.Contains(value) ? consumers[0] : null;
    }

    /// <summary>What a node reads, what its branches and loop bodies read from outside included.</summary>
    public static IEnumerable<string> Reads(NodeProto node) =>
        node.Input.Concat(node.Attribute.SelectMany(Graphs).SelectMany(graph => graph.Node).SelectMany(Reads)).Where(name => name.Length > 0);

    /// <summary>An attribute's whole number, or what the standard says it is when it is absent.</summary>
    public static long Int(NodeProto node, string attribute, long absent) => node.Attribute.FirstOrDefault(a => a.Name == attribute)?.I ?? absent;

    public static float Float(NodeProto node, string attribute, float absent) => node.Attribute.FirstOrDefault(a => a.Name == attribute)?.F ?? absent;

    private static IEnumerable<GraphProto> Graphs(AttributeProto attribute) => attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G);
}
