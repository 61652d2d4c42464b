using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>Which nodes compute in int8, which values pass through 8 bits, and which ReLUs that makes superfluous.</summary>
internal sealed class QuantizationPlan
{
    // They move values and make none: with one scale on both sides, engines run them on the integers.
    private static readonly HashSet<string> Movers = new(StringComparer.Ordinal) { "MaxPool", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze" };

    private readonly Dictionary<string, QuantizedValue> _values = new(StringComparer.Ordinal);

    private QuantizationPlan(OnnxModel prepared)
    {
        Model = prepared;
        Graph = new GraphIndex(prepared.Proto.Graph);
        Nodes = [.. Graph.Graph.Node.Select(node => WeightedNode.Of(node, Graph)).OfType<WeightedNode>()];
    }

    public OnnxModel Model { get; }

    public GraphIndex Graph { get; }

    /// <summary>All that can be quantised, whether they are or not.</summary>
    public IReadOnlyList<WeightedNode> Nodes { get; }

    /// <summary>The nodes that are quantised.</summary>
    public IReadOnlyList<WeightedNode> Active { get; private set; } = [];

    /// <summary>The values that pass through 8 bits, by their source's name.</summary>
    public IReadOnlyDictionary<string, QuantizedValue> Values => _values;

    /// <summary>The range of a value that is read after its passage through 8 bits.</summary>
    public string RangeOf(string target) => _values.Values.First(value => value.Target == target).Range;

    /// <summary>The ReLUs that are gone: rounding to a range that begins at 0 cuts what lies below.</summary>
    public HashSet<NodeProto> Folded { get; } = [];

    /// <summary>The nodes that move values on integers.</summary>
    public HashSet<NodeProto> Moving { get; } = [];

    /// <summary>Plans the quantisation of a prepared graph.</summary>
    /// <param name="prepared">The graph.</param>
    /// <param name="floatNodes">The names of nodes to leave alone.</param>
    public static QuantizationPlan Create(OnnxModel prepared, IReadOnlyCollection<string>? floatNodes = null)
    {
        var plan = new QuantizationPlan(prepared);
        var unknown = floatNodes?.FirstOrDefault(name => plan.Nodes.All(node => node.Name != name));
        if (unknown is not null)
            throw new ArgumentException($"FloatNodes: the graph has no node '{unknown}' that could be quantised; it has {string.Join(", ", plan.Nodes.Select(node => $"'{node.Name}'"))}.", nameof(floatNodes));
        plan.Active = [.. plan.Nodes.Where(node => floatNodes?.Contains(node.Name) != true)];
        foreach (var node in plan.Active)
            plan.QuantizeInput(node.Input);
        foreach (var node in plan.Active.Where(node => plan.NeedsQuantizedOutput(node) && !plan._values.ContainsKey(node.Output)))
            plan.QuantizeOutput(node.Output);
        return plan;
    }

    // From the value back to where it is made: as much as possible of the way is done on integers.
    private void QuantizeInput(string value)
    {
        var path = new List<(string Source, string Target)>();
        var (source, target) = (value, value);
        string? cut = null;
        while (Graph.ProducerOf(source) is { } producer)
        {
            if (Movers.Contains(producer.OpType))
            {
                path.Add((source, target));
                Moving.Add(producer);
                source = target = producer.Input[0];
            }
            else if (IsFoldable(producer))
            {
                Folded.Add(producer);
                cut = source;
                source = producer.Input[0];
            }
            else
            {
                break;
            }
        }

        Add(path.Append((source, target)), cut ?? source);
    }

    // A convolution's kernel gives 8 bits only. A product's also gives float32, but with a ReLU behind it ONNX Runtime fuses the
    // two in float32 before it looks for integers.
    private bool NeedsQuantizedOutput(WeightedNode node) => node.Node.OpType == "Conv" || Graph.OnlyConsumerOf(node.Output)?.OpType == "Relu";

    // An output that nothing in int8 reads: with the ReLU that follows it, where one does.
    private void QuantizeOutput(string value)
    {
        var path = new List<(string Source, string Target)>();
        var movers = new List<NodeProto>();
        var source = value;
        while (Graph.OnlyConsumerOf(source) is { } consumer)
        {
            if (IsFoldable(consumer))
            {
                Folded.Add(consumer);
                Moving.UnionWith(movers);
                Add(path.Append((source, consumer.Output[0])), consumer.Output[0]);
                return;
            }

            if (!Movers.Contains(consumer.OpType))
                break;
            path.Add((source, source));
            movers.Add(consumer);
            source = consumer.Output[0];
        }

        Add([(value, value)], value);
    }

    // Seen again from another reader, a value is the same: the path back to its origin is its own.
    private void Add(IEnumerable<(string Source, string Target)> path, string range)
    {
        foreach (var (source, target) in path)
            _values.TryAdd(source, new QuantizedValue(source, target, range));
    }

    // Nobody else may read what the ReLU would have cut, back to where it is made.
    private bool IsFoldable(NodeProto node)
    {
        if (!CutsAtZero(node))
            return false;
        var value = node.Input[0];
        while (Graph.OnlyConsumerOf(value) is not null && Graph.ProducerOf(value) is { } producer)
        {
            if (!Movers.Contains(producer.OpType))
                return true;
            value = producer.Input[0];
        }

        return false;
    }

    private bool CutsAtZero(NodeProto node) => node.OpType switch
    {
        "Relu" => true,
        "Clip" => node.Input.Count > 1 && Graph.ConstantOf(node.Input[1]) is { } least && TensorValues.Floats(least) is [0f],
        _ => false,
    };
}
