namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>The ways to denoise on a number of threads, each against OpenCV's, which is the first.</summary>
internal sealed record DenoisingTimes(int Threads, PairedTimes[] Ways)
{
    // The least that shows what margins cost: 384 pixels in two tiles a side.
    private const int TileSize = 296;

    public static DenoisingTimes Measure(UNetModel model, UNetModel narrow, byte[] image, int side, int threads, double seconds)
    {
        using var means = new OpenCvMeans(image, side, side);
        using var bundle = model.Load(threads);
        using var narrowBundle = narrow.Load(threads);
        var denoised = new byte[image.Length];
        var tiled = new DenoiseOptions { TileSize = TileSize };
        var rounds = SideBySide.Measure(
        [
            new("OpenCV, fastNlMeansDenoising", () => means.Run(threads)),
            new($"{narrow.Name}, whole", () => narrowBundle.Denoiser.Denoise(image, side, side, denoised)),
            new($"{model.Name}, whole", () => bundle.Denoiser.Denoise(image, side, side, denoised)),
            new($"{model.Name}, tiles of {TileSize}", () => bundle.Denoiser.Denoise(image, side, side, denoised, tiled)),
        ], seconds);
        return new DenoisingTimes(threads, [.. rounds.Select(round => round.Against(rounds[0]))]);
    }
}
