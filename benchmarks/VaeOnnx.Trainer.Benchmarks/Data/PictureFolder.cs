using SkiaSharp;

namespace VaeOnnx.Trainer.Benchmarks.Data;

/// <summary>A temporary folder of pictures that are cheap to make and not trivial to decode: noise over gradients.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("vaeonnx-pictures-").FullName;

    /// <summary>Writes pictures.</summary>
    /// <param name="count">How many.</param>
    /// <param name="side">Their height and width.</param>
    /// <param name="format">JPEG at quality 90, PNG, or lossy WebP at 80.</param>
    public PictureFolder(int count, int side, SKEncodedImageFormat format)
    {
        Count = count;
        Parallel.For(0, count, i => File.WriteAllBytes(System.IO.Path.Combine(_path, $"{i:D6}.{format.ToString().ToLowerInvariant()}"), Encode(i, side, format)));
    }

    public int Count { get; }

    public string Path => _path;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static byte[] Encode(int seed, int side, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        var state = (uint)seed * 2_654_435_761u;
        for (var i = 0; i < side * side; i++)
        {
            state = (state * 1_664_525u) + 1_013_904_223u;
            var noise = (int)(state >> 28);
            pixels[4 * i] = (byte)((((i % side) + seed) * 200 / side % 200) + noise);
            pixels[(4 * i) + 1] = (byte)((i / side * 200 / side) + noise);
            pixels[(4 * i) + 2] = (byte)((seed % 200) + noise);
            pixels[(4 * i) + 3] = byte.MaxValue;
        }

        using var data = bitmap.Encode(format, format == SKEncodedImageFormat.Webp ? 80 : 90)!;
        return data.ToArray();
    }
}
