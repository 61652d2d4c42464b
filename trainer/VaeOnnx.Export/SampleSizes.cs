namespace VaeOnnx.Export;

/// <summary>Two different sizes of a free dimension that a module accepts, to see what follows the size.</summary>
/// <param name="First">At least 1.</param>
/// <param name="Second">At least 1, not <paramref name="First"/>.</param>
public sealed record SampleSizes(long First, long Second);
