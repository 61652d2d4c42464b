using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What a set of images looks like in numbers.</summary>
public sealed record DataSummary
{
    /// <summary>The data set's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of images.</summary>
    public required int Count { get; init; }

    /// <summary>The size of one image.</summary>
    public required ImageSpec Spec { get; init; }

    /// <summary>The images of each class, in the order of the labels; empty without labels.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>The smallest pixel, 0 to 255.</summary>
    public required byte Min { get; init; }

    /// <summary>The largest pixel, 0 to 255.</summary>
    public required byte Max { get; init; }

    /// <summary>The mean over all pixels of all images, as a fraction of white: 0 to 1.</summary>
    public required double Mean { get; init; }

    /// <summary>The standard deviation over all pixels of all images (divided by their number), as a fraction of white.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>SHA-256 over all pixels followed by all labels, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Counts and measures images.</summary>
    /// <param name="images">The images.</param>
    public static DataSummary Of(ImageSet images) => throw new NotImplementedException();
}
