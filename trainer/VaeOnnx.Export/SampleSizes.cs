namespace VaeOnnx.Export;

/// <summary>
/// Different sizes of a free dimension that a module accepts, to see what follows the size. Quotients and limits show only at a
/// third one; where it is not given, larger sizes in the same steps are tried.
/// </summary>
/// <param name="First">At least 1.</param>
/// <param name="Second">At least 1, not <paramref name="First"/>.</param>
public sealed record SampleSizes(long First, long Second)
{
    /// <summary>A third size, best large and odd; null to have one chosen that forward runs at.</summary>
    public long? Third { get; init; }
}
