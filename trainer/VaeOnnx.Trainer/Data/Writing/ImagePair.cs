namespace VaeOnnx.Trainer.Data;

/// <summary>The two images that written ones lie between.</summary>
/// <param name="Number">The pair's number, from 0: it names what is written of it.</param>
/// <param name="From">The index of the first image.</param>
/// <param name="To">The index of the second.</param>
/// <param name="FromFile">The first image's file; null where it was no file of its own.</param>
/// <param name="ToFile">The second image's file; null where it was no file of its own.</param>
public sealed record ImagePair(int Number, int From, int To, ImageOrigin? FromFile, ImageOrigin? ToFile)
{
    /// <summary>A pair of a source's images.</summary>
    /// <param name="source">The source.</param>
    /// <param name="number">The pair's number, from 0.</param>
    /// <param name="from">The index of the first image there.</param>
    /// <param name="to">The index of the second.</param>
    public static ImagePair Of(ImageSource source, int number, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImagePair(number, from, to, FileOf(from), FileOf(to));

        ImageOrigin? FileOf(int index) => source.Origins.Count == 0 ? null : source.Origins[index];
    }
}
