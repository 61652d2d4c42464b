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

    public int Count => Source.Count;

    /// <summary>All images in order, in chunks of neighbours.</summary>
    public IEnumerable<(int First, float[] Values)> Chunks()
    {
        var length = Spec.Length;
        var size = Math.Clamp(ChunkValues / length, 1, MaxChunk);
        for (var first = 0; first < Source.Count; first += size)
        {
            var count = Math.Min(size, Source.Count - first);
            var values = new float[count * length];
            Source.Gather([.. Enumerable.Range(first, count)], values);
            yield return (first, values);
        }
    }

    /// <summary>One image.</summary>
    public float[] Image(int index)
    {
        var values = new float[Spec.Length];
        Source.Gather([index], values);
        return values;
    }
}
