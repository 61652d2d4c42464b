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

    /// <summary>The bits of a pixel's channel: 8 or 16.</summary>
    public required int BitDepth { get; init; }

    /// <summary>The images of each class, in the order of the labels; empty without labels.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>The smallest pixel, from 0 to 255, or 65,535 where pixels have 16 bits.</summary>
    public required int Min { get; init; }

    /// <summary>The largest pixel.</summary>
    public required int Max { get; init; }

    /// <summary>The mean over all pixels of all images, as a fraction of white: 0 to 1.</summary>
    public required double Mean { get; init; }

    /// <summary>The standard deviation over all pixels of all images (divided by their number), as a fraction of white.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The identity of pixels and labels: <see cref="ImageSource.Sha256"/>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Counts and measures images.</summary>
    /// <param name="images">At least one image.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    public static DataSummary Of(ImageSource images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
            throw new ArgumentException($"'{images.Name}' holds no image: there is nothing to measure.", nameof(images));
        var histogram = Histogram(images);
        var (mean, deviation) = Moments(histogram, (long)images.Count * images.Spec.Length);
        return new DataSummary
        {
            Name = images.Name,
            Count = images.Count,
            Spec = images.Spec,
            BitDepth = images.BitDepth,
            Classes = CountClasses(images),
            Min = Array.FindIndex(histogram, count => count > 0),
            Max = Array.FindLastIndex(histogram, count => count > 0),
            Mean = mean,
            StandardDeviation = deviation,
            Sha256 = images.Sha256,
        };
    }

    private static ClassCount[] CountClasses(ImageSource images)
    {
        var counts = new int[images.ClassNames.Count];
        foreach (var label in images.Labels.Span)
            counts[label]++;
        return [.. images.ClassNames.Select((name, label) => new ClassCount(name, counts[label]))];
    }

    /// <summary>From the histogram, so that sums of millions of pixels stay exact.</summary>
    private static (double Mean, double Deviation) Moments(long[] histogram, long count)
    {
        long sum = 0;
        UInt128 sumOfSquares = 0;
        for (var value = 0; value < histogram.Length; value++)
        {
            sum += histogram[value] * value;
            sumOfSquares += (UInt128)histogram[value] * (ulong)value * (ulong)value;
        }

        var white = histogram.Length - 1;
        var mean = (double)sum / count;
        var variance = ((double)sumOfSquares / count) - (mean * mean);
        return (mean / white, Math.Sqrt(Math.Max(0, variance)) / white);
    }

    private static long[] Histogram(ImageSource images)
    {
        var histogram = new long[images.MaxSample + 1];
        var samples = new ushort[images.Spec.Length];
        for (var i = 0; i < images.Count; i++)
        {
            images.Read(i, samples);
            foreach (var sample in samples)
                histogram[sample]++;
        }

        return histogram;
    }
}
