namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>The ways to denoise on a number of threads, each against OpenCV's, which is the first.</summary>
internal sealed record DenoisingTimes(int Threads, PairedTimes[] Ways)
{
    // The least that shows what margins cost: 512 pixels in two tiles a side.
    private const int TileSize = 360;

    public static DenoisingTimes Measure(UNetModel model, byte[] image, int side, int threads, double seconds)
    {
        using var means = new OpenCvMeans(image, side, side);
        using var bundle = model.Load(threads);
        var denoised = new byte[image.Length];
        var tiled = new DenoiseOptions { TileSize = TileSize };
        var rounds = SideBySide.Measure(
        [
            new("OpenCV, fastNlMeansDenoising", () => means.Run(threads)),
            new("VaeOnnx, U-Net, whole", () => bundle.Denoiser.Denoise(image, side, side, denoised)),
            new($"VaeOnnx, U-Net, tiles of {TileSize}", () => bundle.Denoiser.Denoise(image, side, side, denoised, tiled)),
        ], seconds);
        return new DenoisingTimes(threads, [.. rounds.Select(round => round.Against(rounds[0]))]);
    }
}
