using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph.Shapes;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Graph;

/// <summary>A graph under construction: inputs, initializers and nodes in order.</summary>
internal sealed class GraphBuilder
{
    private readonly Dictionary<string, GraphValue> _smallConstants = new(StringComparer.Ordinal);
    private readonly GraphNames _values = new();
    private readonly GraphNames _nodes = new();

    public List<GraphValue> Inputs { get; } = [];

    public List<GraphValue> Outputs { get; } = [];

    public List<GraphNode> Nodes { get; } = [];

    public List<GraphValue> Initializers { get; } = [];

    /// <summary>Keeps a name for an output, before any value takes it.</summary>
    public void Reserve(string name)
    {
        if (_values.Unique(name) != name)
            throw new ExportException($"The name '{name}' stands for two inputs or outputs; give each its own in ExportOptions.OutputNames.");
    }

    public GraphValue AddInput(string name, ElementType type, IReadOnlyList<SizeExpression> shape)
    {
        Reserve(name);
        var input = new GraphValue(name, type, shape);
        Inputs.Add(input);
        return input;
    }

    public GraphValue AddInitializer(string name, TensorConstant constant)
    {
        var value = new GraphValue(_values.Unique(name), constant.ElementType, [.. constant.Shape.Select(SizeExpression.Fixed)]) { Constant = constant };
        Initializers.Add(value);
        return value;
    }

    /// <summary>A small constant, shared by all who need the same one.</summary>
    public GraphValue AddSmallConstant(string path, TensorConstant constant)
    {
        var key = $"{constant.ElementType} {string.Join(',', constant.Shape)} {Convert.ToHexString(constant.ToBytes())}";
        if (!_smallConstants.TryGetValue(key, out var value))
            _smallConstants[key] = value = AddInitializer(path.Length == 0 ? "constant" : $"{path}.constant", constant);
        return value;
    }

    public GraphNode AddNode(string path, string opType, IReadOnlyList<GraphValue?> inputs, int outputs, IReadOnlyList<OnnxAttribute> attributes)
    {
        var type = inputs.FirstOrDefault(input => input is not null)?.ElementType ?? ElementType.Float32;
        var results = Enumerable.Range(0, outputs)
            .Select(_ => new GraphValue(_values.Unique(path, opType), type, null))
            .ToArray();
        var node = new GraphNode(_nodes.Unique(path, opType), opType, inputs, results, attributes);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Drops what no output needs, and states the shapes of what is left.</summary>
    public void Finish()
    {
        RemoveUnused();
        ShapeInference.State(Nodes);
    }

    private void RemoveUnused()
    {
        var needed = new HashSet<GraphValue>(Outputs);
        for (var index = Nodes.Count - 1; index >= 0; index--)
        {
            if (Nodes[index].Outputs.Any(needed.Contains))
                needed.UnionWith(Nodes[index].Inputs.OfType<GraphValue>());
            else
                Nodes.RemoveAt(index);
        }

        Initializers.RemoveAll(initializer => !needed.Contains(initializer));
    }
}
