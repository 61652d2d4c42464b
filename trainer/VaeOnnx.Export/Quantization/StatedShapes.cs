using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>What the original and the prepared graph say of their values' shapes, stated again for the quantised graph's values.</summary>
internal sealed class StatedShapes
{
    private readonly Dictionary<string, TypeProto> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stated;
    private readonly GraphProto _target;

    /// <param name="original">As it was exported: where both say something, it says more.</param>
    /// <param name="prepared">The same after ONNX Runtime's optimisations, with values of their own.</param>
    /// <param name="target">Gets what is stated; its inputs and outputs have types already.</param>
    public StatedShapes(GraphProto original, GraphProto prepared, GraphProto target)
    {
        foreach (var value in new[] { original, prepared }.SelectMany(graph => graph.ValueInfo.Concat(graph.Input).Concat(graph.Output)))
            _known.TryAdd(value.Name, value.Type);
        _target = target;
        _stated = target.Input.Concat(target.Output).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A value that is what it was.</summary>
    public void Keep(string name)
    {
        if (_known.TryGetValue(name, out var type))
            State(name, type);
    }

    /// <summary>A value with another's shape.</summary>
    public void Like(string name, string known, TensorProto.Types.DataType type)
    {
        if (_known.TryGetValue(known, out var other))
            State(name, Type(type, other.TensorType?.Shape));
    }

    /// <summary>A constant that is read through a node.</summary>
    public void Fixed(string name, TensorProto.Types.DataType type, IEnumerable<long> sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        State(name, Type(type, shape));
    }

    private void State(string name, TypeProto type)
    {
        if (_stated.Add(name))
            _target.ValueInfo.Add(new ValueInfoProto { Name = name, Type = type });
    }

    private static TypeProto Type(TensorProto.Types.DataType type, TensorShapeProto? shape) =>
        new() { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } };
}
