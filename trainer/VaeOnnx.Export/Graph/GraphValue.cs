using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export;

/// <summary>One tensor of a graph under construction: an input, an initializer, or an output of a node.</summary>
public sealed class GraphValue
{
    internal GraphValue(string name, ElementType elementType, IReadOnlyList<SizeExpression>? shape)
    {
        Name = name;
        ElementType = elementType;
        KnownShape = shape;
    }

    /// <summary>The name in the graph, unique there.</summary>
    public string Name { get; internal set; }

    /// <summary>The type of its elements.</summary>
    public ElementType ElementType { get; internal set; }

    /// <summary>Its axes, outermost first.</summary>
    /// <exception cref="InvalidOperationException">It is an intermediate of an emitter, whose shape was never stated.</exception>
    public IReadOnlyList<SizeExpression> Shape =>
        KnownShape ?? throw new InvalidOperationException($"The shape of '{Name}' is not known; use the shape of the operation's inputs or results.");

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Count;

    internal IReadOnlyList<SizeExpression>? KnownShape { get; set; }

    /// <summary>What the graph states of the axes: <see cref="KnownShape"/>, or what the nodes tell, null for an axis that they do not.</summary>
    internal SizeExpression?[]? StatedShape
    {
        get => KnownShape is { } known ? [.. known] : field;
        set;
    }

    /// <summary>The data of an initializer; null for every other value.</summary>
    internal TensorConstant? Constant { get; init; }

    /// <summary>Whether the value is an initializer.</summary>
    public bool IsConstant => Constant is not null;
}
