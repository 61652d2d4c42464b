namespace VaeOnnx.Trainer.Data;

/// <summary>How many images have a size.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Count">The images.</param>
public sealed record SizeCount(int Height, int Width, int Count)
{
    internal static SizeCount[] Of(IEnumerable<(int Height, int Width)> sizes) =>
        [.. sizes.GroupBy(size => size).Select(group => new SizeCount(group.Key.Height, group.Key.Width, group.Count()))
            .OrderByDescending(size => size.Count).ThenBy(size => size.Height).ThenBy(size => size.Width)];

    /// <summary>For example <c>2,059 of 100x100</c>, height first.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count:N0} of {Height}x{Width}");
}
