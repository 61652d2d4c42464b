using System.Diagnostics;
using SkiaSharp;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Benchmarks.Data;

/// <summary>How fast images become a tensor of floats, in batches of 64.</summary>
/// <param name="What">The images.</param>
/// <param name="ImagesPerSecond">Over all cores.</param>
/// <param name="MegapixelsPerSecond">The same in pixels.</param>
internal sealed record DecodeFigure(string What, double ImagesPerSecond, double MegapixelsPerSecond)
{
    private const int Batch = 64;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    public static IEnumerable<DecodeFigure> Measure()
    {
        yield return Files(100, SKEncodedImageFormat.Jpeg);
        yield return Files(256, SKEncodedImageFormat.Jpeg);
        yield return Files(256, SKEncodedImageFormat.Png);
        yield return Files(256, SKEncodedImageFormat.Webp);
        yield return InMemory(100);
    }

    private static DecodeFigure Files(int side, SKEncodedImageFormat format)
    {
        using var folder = new PictureFolder(4 * Batch, side, format);
        var images = ImageData.Read(folder.Path, new ImageReadOptions { MemoryBudget = 1 }).Parts.Train;
        return Run($"{format.ToString().ToUpperInvariant()} files, 3x{side}x{side}, decoded when asked for", images);
    }

    private static DecodeFigure InMemory(int side)
    {
        using var folder = new PictureFolder(4 * Batch, side, SKEncodedImageFormat.Jpeg);
        return Run($"in memory, 3x{side}x{side}", ImageData.Read(folder.Path).Parts.Train);
    }

    private static DecodeFigure Run(string what, ImageSource images)
    {
        var spec = images.Spec;
        using var tensor = empty(Batch, spec.Channels, spec.Height, spec.Width);
        var values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(tensor.bytes);
        int[][] batches = [.. Enumerable.Range(0, images.Count).Chunk(Batch)];
        images.Gather(batches[0], values);
        var time = Stopwatch.StartNew();
        var done = 0;
        while (time.Elapsed < Least)
        {
            images.Gather(batches[done / Batch % batches.Length], values);
            done += Batch;
        }

        var perSecond = done / time.Elapsed.TotalSeconds;
        return new DecodeFigure(what, perSecond, perSecond * spec.Height * spec.Width / 1e6);
    }
}
