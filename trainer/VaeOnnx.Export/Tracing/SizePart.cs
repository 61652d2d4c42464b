using System.Globalization;

namespace VaeOnnx.Export.Tracing;

/// <summary>A free dimension that is a part of another one, by its name: <c>height/8</c> beside <c>height</c>.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Whole">The name of the other.</param>
/// <param name="Divisor">At least 1.</param>
internal sealed record SizePart(string Name, string Whole, long Divisor)
{
    /// <summary>Reads a name; null where it names no part of the others.</summary>
    public static SizePart? Parse(string name, IReadOnlyList<string> names)
    {
        var slash = name.LastIndexOf('/');
        return slash > 0 && names.Contains(name[..slash]) && long.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var divisor) && divisor > 0
            ? new SizePart(name, name[..slash], divisor)
            : null;
    }
}
