namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>One method on one noise.</summary>
internal sealed record DenoisingRun
{
    /// <summary>As it is written on the command line.</summary>
    public required string Noise { get; init; }

    /// <summary>A bundle's folder name, a filter's, or <see cref="Untreated"/>.</summary>
    public required string Method { get; init; }

    /// <summary>How a filter was tuned; empty for others.</summary>
    public string Setting { get; init; } = "";

    /// <summary>In dB, mean over images.</summary>
    public required double Psnr { get; init; }

    /// <summary>Mean over images; 1 is best.</summary>
    public required double Ssim { get; init; }

    /// <summary>The share that the judge labels right; null without a judge.</summary>
    public double? Accuracy { get; init; }

    /// <summary>On one thread, the images in memory on both sides; null for what takes none.</summary>
    public double? MillisecondsAMegapixel { get; init; }

    /// <summary>The method that leaves the noise.</summary>
    public const string Untreated = "noisy";
}
