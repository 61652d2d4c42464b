namespace VaeOnnx.Trainer.Data;

/// <summary>Where a program looks for its data. The defaults suit a command line without options.</summary>
public sealed record DataRequest
{
    /// <summary>The environment variable that names a data folder.</summary>
    public const string EnvironmentVariable = "VAEONNX_DATA";

    /// <summary>The folder or file that the caller names; null looks further.</summary>
    public string? Path { get; init; }

    /// <summary>The folder that the environment names; null or blank looks further.</summary>
    public string? EnvironmentPath { get; init; } = Environment.GetEnvironmentVariable(EnvironmentVariable);

    /// <summary>How images are read.</summary>
    public ImageReadOptions Reading { get; init; } = new();

    /// <summary>The folder for downloads.</summary>
    public string CacheFolder { get; init; } = MnistDownload.DefaultFolder;

    /// <summary>Whether MNIST may be downloaded when it is nowhere else.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>How a download goes about it.</summary>
    public MnistDownloadOptions Download { get; init; } = new();

    /// <summary>The number of synthetic training images, where it comes to that.</summary>
    public int SyntheticTrainCount { get; init; } = 12_000;

    /// <summary>The number of synthetic test images.</summary>
    public int SyntheticTestCount { get; init; } = 2_000;

    /// <summary>The seed of the synthetic images.</summary>
    public ulong SyntheticSeed { get; init; } = 1;
}
