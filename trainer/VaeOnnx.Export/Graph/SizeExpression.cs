using System.Globalization;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export;

/// <summary>
/// A whole number that may follow the free dimensions of the inputs: the smaller of Limit and
/// ⌊(Factor × (product of axes of earlier values) + Offset) / Divisor⌋.
/// </summary>
public sealed class SizeExpression : IEquatable<SizeExpression>
{
    private SizeExpression(long factor, IReadOnlyList<SizeSource> sources, long offset)
    {
        Factor = factor;
        Sources = sources;
        Offset = offset;
    }

    internal long Factor { get; }

    internal IReadOnlyList<SizeSource> Sources { get; }

    internal long Offset { get; }

    /// <summary>At least 1.</summary>
    internal long Divisor { get; private init; } = 1;

    /// <summary>Null where the number has no upper bound.</summary>
    internal long? Limit { get; private init; }

    /// <summary>Whether the number is the same whatever the inputs' sizes.</summary>
    public bool IsFixed => Sources.Count == 0;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The number follows a free dimension.</exception>
    public long Value => IsFixed ? Offset : throw new InvalidOperationException($"The size {this} follows a free dimension.");

    internal static SizeExpression Fixed(long value) => new(0, [], value);

    internal static SizeExpression Of(SizeSource source, long factor = 1, long offset = 0) => new(factor, [source], offset);

    internal static SizeExpression Product(IReadOnlyList<SizeSource> sources, long factor) => new(factor, sources, 0);

    internal static SizeExpression Quotient(IReadOnlyList<SizeSource> sources, long factor, long offset, long divisor) =>
        new(factor, sources, offset) { Divisor = divisor };

    /// <summary>The same number, but never more than a limit.</summary>
    internal SizeExpression AtMost(long limit) => new(Factor, Sources, Offset) { Divisor = Divisor, Limit = limit };

    /// <inheritdoc/>
    public bool Equals(SizeExpression? other) =>
        other is not null && Factor == other.Factor && Offset == other.Offset && Divisor == other.Divisor && Limit == other.Limit
        && Sources.SequenceEqual(other.Sources);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SizeExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Factor, Offset, Divisor, Limit, Sources.Count);

    /// <summary>For example <c>784</c>, <c>batch</c>, <c>8*batch</c>, <c>height*width</c>, <c>floor((height+1)/2)</c> or <c>min(batch,8)</c>.</summary>
    public override string ToString()
    {
        if (IsFixed)
            return Offset.ToString(CultureInfo.InvariantCulture);
        var product = string.Join('*', Sources.Select(source => source.Name));
        var scaled = Factor == 1 ? product : string.Create(CultureInfo.InvariantCulture, $"{Factor}*{product}");
        var shifted = Offset == 0 ? scaled : string.Create(CultureInfo.InvariantCulture, $"{scaled}{Offset:+0;-0}");
        var divided = Divisor == 1 ? shifted
            : string.Create(CultureInfo.InvariantCulture, $"floor({(Offset == 0 ? shifted : $"({shifted})")}/{Divisor})");
        return Limit is null ? divided : string.Create(CultureInfo.InvariantCulture, $"min({divided},{Limit})");
    }
}
