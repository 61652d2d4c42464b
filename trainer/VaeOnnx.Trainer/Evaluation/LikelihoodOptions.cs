namespace VaeOnnx.Trainer.Evaluation;

/// <summary>How a likelihood is estimated.</summary>
public sealed record LikelihoodOptions
{
    /// <summary>Posterior samples an image; the bound tightens as they grow.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>What becomes of grey pixels first.</summary>
    public Binarization Binarization { get; init; }

    /// <summary>Draws the samples and a stochastic binarisation.</summary>
    public ulong Seed { get; init; }

    internal LikelihoodOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples, 1);
        return Enum.IsDefined(Binarization) ? this : throw new ArgumentOutOfRangeException(nameof(Binarization), Binarization, "Unknown binarisation.");
    }
}
