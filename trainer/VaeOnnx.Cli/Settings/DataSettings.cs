using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Settings;

/// <summary>Which images, how they are read, and how they are divided.</summary>
internal sealed record DataSettings
{
    [Setting($"The images: a folder (one sub-folder a class, or none; or the four IDX files), a CSV listing, an .npz or an IDX file. Without it: ${DataRequest.EnvironmentVariable}, the cache, a download of MNIST, built-in digits.", Flag = "--data", Value = "PATH", IsPath = true)]
    public string? Path { get; init; }

    [Setting("Do not download.")]
    public bool Offline { get; init; }

    [Setting("Use only the first N training images, and N/5 of the test images.", Value = "N", Min = 100)]
    public int? Limit { get; init; }

    [Setting("The channels to read: auto keeps what the images have.")]
    public ImageChannels Channels { get; init; } = ImageChannels.Auto;

    [Setting("How images of other sizes are made to fit. resize: both sides resampled. pad: put in the middle, the border repeated. crop: the middle cut out. contain, cover: resampled with their proportions, then padded or cropped. Without it images of several sizes are refused.")]
    public ImageFit? Fit { get; init; }

    [Setting("The size to fit to, height x width; the commonest size unless given. Needs --fit.", Value = "HxW", Expected = "a size such as 64x64")]
    public ImageSize? Size { get; init; }

    [Setting("Leave out files that cannot be used, list and count them; without it the first one ends the run.")]
    public bool SkipBroken { get; init; }

    [Setting("The memory that pixels may take; larger data is read again for every pass, and shuffled in a window of that size.", Value = "BYTES", Expected = "an amount such as 512MB or 2GB")]
    public ByteSize Memory { get; init; } = new(1L << 30);

    [Setting("The share of the training images that only chooses the epoch, where the data has no validation images of its own.", Value = "X", Above = 0, Below = 1)]
    public double Validation { get; init; } = 0.1;

    [Setting("The share of the images that is looked at once, at the end, where the data has no test images of its own.", Value = "X", Min = 0, Below = 1)]
    public double Test { get; init; } = 0.1;

    [Setting("Leave out training and validation images that are, or look, the same as an image of a later part.")]
    public bool DropDuplicates { get; init; }

    /// <summary>How images are divided where the data does not say.</summary>
    public DivisionOptions ToDivision(ulong seed) => new() { ValidationFraction = Validation, TestFraction = Test, Seed = seed };

    /// <summary>How images are read.</summary>
    public ImageReadOptions ToReading() => new()
    {
        Channels = Channels,
        Fit = Fit,
        Height = Size?.Height,
        Width = Size?.Width,
        SkipBroken = SkipBroken,
        MemoryBudget = Memory.Bytes,
    };
}
