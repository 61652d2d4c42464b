namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>All runs of an experiment.</summary>
internal sealed record DenoisingResults
{
    public required string Data { get; init; }

    /// <summary>The part of the data that was denoised.</summary>
    public required string Part { get; init; }

    /// <summary>How many images were denoised.</summary>
    public required int Images { get; init; }

    /// <summary>How many training images the filters were tuned on.</summary>
    public required int TuningImages { get; init; }

    /// <summary>The settings that all runs share, a line each.</summary>
    public required string Settings { get; init; }

    /// <summary>Noise by noise, the methods in the same order.</summary>
    public required IReadOnlyList<DenoisingRun> Runs { get; init; }

    /// <summary>Of the bundles whose latents have levels.</summary>
    public IReadOnlyList<BundleLatents> Latents { get; init; } = [];

    /// <summary>In the order of the command line.</summary>
    public IEnumerable<string> Noises() => Runs.Select(run => run.Noise).Distinct();

    /// <summary>The noisy images first, then filters, then bundles.</summary>
    public IEnumerable<string> Methods() => Runs.Select(run => run.Method).Distinct();

    /// <summary>One run.</summary>
    public DenoisingRun Of(string noise, string method) => Runs.Single(run => run.Noise == noise && run.Method == method);
}
