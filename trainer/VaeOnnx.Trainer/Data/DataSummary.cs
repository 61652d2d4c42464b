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
    /// <param name="images">At least one image.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    public static DataSummary Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
            throw new ArgumentException($"'{images.Name}' holds no image: there is nothing to measure.", nameof(images));
        var histogram = Histogram(images.Pixels.Span);
        var (mean, deviation) = Moments(histogram, images.Pixels.Length);
        return new DataSummary
        {
            Name = images.Name,
            Count = images.Count,
            Spec = images.Spec,
            Classes = CountClasses(images),
            Min = (byte)Array.FindIndex(histogram, count => count > 0),
            Max = (byte)Array.FindLastIndex(histogram, count => count > 0),
            Mean = mean,
            StandardDeviation = deviation,
            Sha256 = images.Sha256,
        };
    }

    private static ClassCount[] CountClasses(ImageSet images)
    {
        var histogram = Histogram(images.Labels.Span);
        return [.. images.ClassNames.Select((name, label) => new ClassCount(name, (int)histogram[label]))];
    }

    /// <summary>From the histogram, so that sums of millions of pixels stay exact.</summary>
    private static (double Mean, double Deviation) Moments(long[] histogram, long count)
    {
        long sum = 0, sumOfSquares = 0;
        for (var value = 0; value < histogram.Length; value++)
        {
            sum += histogram[value] * value;
            sumOfSquares += histogram[value] * value * value;
        }

        var mean = (double)sum / count;
        var variance = ((double)sumOfSquares / count) - (mean * mean);
        return (mean / 255, Math.Sqrt(Math.Max(0, variance)) / 255);
    }

    private static long[] Histogram(ReadOnlySpan<byte> values)
    {
        var histogram = new long[256];
        foreach (var value in values)
            histogram[value]++;
        return histogram;
    }
}
