using System.Text;
using System.Text.Json;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>How long a megapixel takes, bytes to bytes: OpenCV's fast non-local means beside U-Nets, on one thread and on two.</summary>
/// <param name="Machine">What the numbers were taken on.</param>
/// <param name="Side">The pixels of the image's height and width.</param>
/// <param name="Threads">One entry a number of threads.</param>
internal sealed record DenoisingReport(Machine Machine, int Side, DenoisingTimes[] Threads)
{
    private const int ImageSide = 384;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Measures.</summary>
    /// <param name="seconds">About how long for each number of threads.</param>
    public static DenoisingReport Measure(double seconds)
    {
        using var model = new UNetModel(new ResidualUNetConfig());
        using var narrow = new UNetModel(new ResidualUNetConfig { Widths = [16, 32, 64] });
        var noise = new float[ImageSide * ImageSide];
        SeededNoise.FillUniform(noise, noise.Length, seed: 1);
        var image = Array.ConvertAll(noise, pixel => (byte)(pixel * 256));
        return new DenoisingReport(Machine.Current, ImageSide, [.. ((int[])[1, 2]).Select(threads => DenoisingTimes.Measure(model, narrow, image, ImageSide, threads, seconds))]);
    }

    public void Write(string folder)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "denoising-speed.json"), JsonSerializer.SerializeToUtf8Bytes(this, Indented));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "denoising-speed.md"), Encoding.UTF8.GetBytes(DenoisingPage.Of(this)));
    }
}
