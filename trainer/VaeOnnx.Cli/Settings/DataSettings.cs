using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Settings;

/// <summary>Which images, and how they are divided.</summary>
internal sealed record DataSettings
{
    [Setting($"Folder with the four IDX files. Without it: ${DataRequest.EnvironmentVariable}, the cache, a download of MNIST, built-in digits.", Flag = "--data", Value = "PATH", IsPath = true)]
    public string? Path { get; init; }

    [Setting("Do not download.")]
    public bool Offline { get; init; }

    [Setting("Use only the first N training images, and N/5 of the test images.", Value = "N", Min = 100)]
    public int? Limit { get; init; }

    [Setting("The share of the training images that only chooses the epoch.", Value = "X", Above = 0, Below = 1)]
    public double Validation { get; init; } = 0.1;

    [Setting("The share of the images that is looked at once, at the end, where the data has no test images of its own.", Value = "X", Min = 0, Below = 1)]
    public double Test { get; init; } = 0.1;

    /// <summary>How images are divided where the data does not say.</summary>
    public DivisionOptions ToDivision(ulong seed) => new() { ValidationFraction = Validation, TestFraction = Test, Seed = seed };
}
