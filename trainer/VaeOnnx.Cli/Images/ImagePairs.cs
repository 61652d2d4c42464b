using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>Draws pairs of different images: pair p depends on the seed, the images and p alone.</summary>
internal static class ImagePairs
{
    /// <summary>Draws.</summary>
    /// <param name="images">At least two.</param>
    /// <param name="count">How many pairs.</param>
    /// <param name="withinClasses">Whether both images of a pair have one label.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="DataFormatException">No two images can be paired.</exception>
    public static IReadOnlyList<(int From, int To)> Draw(ImageSource images, int count, bool withinClasses, ulong seed)
    {
        int[][] groups = [.. Enumerable.Range(0, images.Count).GroupBy(index => withinClasses ? images.Labels.Span[index] : 0).OrderBy(group => group.Key).Select(group => group.ToArray()).Where(group => group.Length > 1)];
        if (groups.Length == 0)
            throw new DataFormatException(images.Name, withinClasses ? "two images of one class" : "at least two images", $"{images.Count} images", withinClasses ? "Use --across-classes." : null);
        var draws = new float[2 * count];
        SeededNoise.FillUniform(draws, sampleLength: 2, seed, firstSampleIndex: 0);
        // Class by class in turn, so that few pairs show many classes.
        return [.. Enumerable.Range(0, count).Select(pair => Of(groups[pair % groups.Length], draws[2 * pair], draws[(2 * pair) + 1]))];
    }

    private static (int From, int To) Of(int[] group, float a, float b)
    {
        var from = (int)(a * group.Length);
        // One of the others.
        var to = (from + 1 + (int)(b * (group.Length - 1))) % group.Length;
        return (group[from], group[to]);
    }
}
