using System.Globalization;

namespace VaeOnnx.Contracts;

/// <summary>One axis of a tensor's shape: a fixed size, or a name for a size that the caller chooses at each call.</summary>
public readonly record struct Dimension
{
    private readonly long _size;

    private Dimension(long size, string? name)
    {
        _size = size;
        Name = name;
    }

    /// <summary>The batch axis N: free, so that one graph serves every batch size.</summary>
    public static Dimension Batch { get; } = Named("batch");

    /// <summary>The name of a free axis; null for a fixed one.</summary>
    public string? Name { get; }

    /// <summary>Whether the size is known.</summary>
    public bool IsFixed => Name is null;

    /// <summary>The size of a fixed axis.</summary>
    /// <exception cref="InvalidOperationException">The axis is free.</exception>
    public long Size => IsFixed ? _size : throw new InvalidOperationException($"Dimension '{Name}' is free: it has no fixed size.");

    /// <summary>An axis of known size.</summary>
    /// <param name="size">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    public static Dimension Fixed(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new Dimension(size, null);
    }

    /// <summary>A free axis; axes of one name have the same size.</summary>
    /// <param name="name">Not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public static Dimension Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Dimension(0, name);
    }

    /// <summary>An axis of known size.</summary>
    /// <param name="size">At least 0.</param>
    public static implicit operator Dimension(long size) => Fixed(size);

    /// <summary>An axis of known size; the same as <see cref="Fixed"/>.</summary>
    /// <param name="size">At least 0.</param>
    public static Dimension FromInt64(long size) => Fixed(size);

    /// <summary>Whether an axis of <paramref name="size"/> elements fits this one.</summary>
    /// <param name="size">The size found.</param>
    public bool Accepts(long size) => IsFixed ? size == _size : size >= 0;

    /// <summary>The size, or the name of a free axis.</summary>
    public override string ToString() => Name ?? _size.ToString(CultureInfo.InvariantCulture);
}
