namespace VaeOnnx.Contracts;

/// <summary>The described shape of one input or output of a graph. Immutable.</summary>
public sealed class TensorSpec : IEquatable<TensorSpec>
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">The tensor's name in the graph.</param>
    /// <param name="elementType">The type of its elements.</param>
    /// <param name="shape">Its axes, outermost first.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public TensorSpec(string name, ElementType elementType, params IReadOnlyList<Dimension> shape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        ElementType = elementType;
        Shape = Array.AsReadOnly(shape.ToArray());
    }

    /// <summary>The tensor's name in the graph.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>Its axes, outermost first.</summary>
    public IReadOnlyList<Dimension> Shape { get; }

    /// <summary>A float32 tensor.</summary>
    /// <param name="name">The tensor's name in the graph.</param>
    /// <param name="shape">Its axes, outermost first.</param>
    public static TensorSpec Float32(string name, params IReadOnlyList<Dimension> shape) => new(name, ElementType.Float32, shape);

    /// <summary>An int64 tensor.</summary>
    /// <param name="name">The tensor's name in the graph.</param>
    /// <param name="shape">Its axes, outermost first.</param>
    public static TensorSpec Int64(string name, params IReadOnlyList<Dimension> shape) => new(name, ElementType.Int64, shape);

    /// <summary>Whether a tensor of these sizes fits the shape.</summary>
    /// <param name="sizes">The sizes found, outermost first.</param>
    public bool Accepts(ReadOnlySpan<long> sizes)
    {
        if (sizes.Length != Shape.Count)
            return false;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (!Shape[axis].Accepts(sizes[axis]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(TensorSpec? other) =>
        other is not null && Name == other.Name && ElementType == other.ElementType && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, ElementType, Shape.Count);

    /// <summary>For example <c>images: float32 [batch,1,28,28]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType.ToString().ToLowerInvariant()} [{string.Join(',', Shape)}]";
}
