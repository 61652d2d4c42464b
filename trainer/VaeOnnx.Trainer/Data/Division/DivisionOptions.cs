namespace VaeOnnx.Trainer.Data;

/// <summary>How images are divided where the data does not say.</summary>
public sealed record DivisionOptions
{
    /// <summary>The share of each class that chooses the epoch, from 0 to below 1; of no account where the data names its validation images.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>The share of each class that is kept for one look at the end, from 0 to below 1; of no account where the data names its test images.</summary>
    public double TestFraction { get; init; } = 0.1;

    /// <summary>The seed of the draw: the same seed and labels give the same division.</summary>
    public ulong Seed { get; init; } = 1;
}
