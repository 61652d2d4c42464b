using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>Images that a bundle works on, a few at a time: never more in memory than a batch.</summary>
/// <param name="Source">The images.</param>
/// <param name="Fit">How they were made to fit; null where they had the size.</param>
/// <param name="Spec">As the bundle takes them.</param>
internal sealed record InputImages(ImageSource Source, ImageFit? Fit, ImageSpec Spec)
{
    // 64 MB of floats: a batch that keeps the engine busy, at any size of image.
    private const int ChunkValues = 16 << 20;
    private const int MaxChunk = 256;

    /// <summary>How they lie on disk.</summary>
    public required ImageStorage? Storage { get; init; }

    public int Count => Source.Count;

    /// <summary>All images in order, in chunks of neighbours.</summary>
    public IEnumerable<(int First, float[] Values)> Chunks() => Chunks(0, Source.Count);

    /// <summary>Of the chunks of all images, whole, those that have any from <paramref name="from"/> to before <paramref name="end"/>.</summary>
    public IEnumerable<(int First, float[] Values)> Chunks(int from, int end)
    {
        var length = Spec.Length;
        var size = Math.Clamp(ChunkValues / length, 1, MaxChunk);
        for (var first = Math.Max(0, from) / size * size; from < Source.Count && first < Math.Min(end, Source.Count); first += size)
        {
            var count = Math.Min(size, Source.Count - first);
            var values = new float[count * length];
            Source.Gather([.. Enumerable.Range(first, count)], values);
            yield return (first, values);
        }
    }

    /// <summary>The labels of neighbours as a bundle that was trained with labels numbers them, by name.</summary>
    /// <param name="classNames">The bundle's classes.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="DataFormatException">The images have no labels, or of a class that the bundle does not know.</exception>
    public int[] LabelsFor(IReadOnlyList<string> classNames, int first, int count)
    {
        if (!Source.IsLabelled)
            throw new DataFormatException(Source.Name, "labelled images, as the bundle was trained with labels", "none", "Put the images into one sub-folder a class.");
        return [.. Enumerable.Range(first, count).Select(index => LabelFor(classNames, Source.ClassNames[Source.Labels.Span[index]]))];
    }

    private int LabelFor(IReadOnlyList<string> classNames, string name)
    {
        for (var label = 0; label < classNames.Count; label++)
        {
            if (classNames[label] == name)
                return label;
        }

        throw new DataFormatException(Source.Name, $"classes that the bundle knows: {string.Join(", ", classNames)}", $"'{name}'");
    }

    /// <summary>One image.</summary>
    public float[] Image(int index)
    {
        var values = new float[Spec.Length];
        Source.Gather([index], values);
        return values;
    }
}
