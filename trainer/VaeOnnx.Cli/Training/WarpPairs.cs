using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Training;

/// <summary>What a warp-VAE is fitted to: pairs of one class, affinely deformed, as many as its steps look at.</summary>
internal static class WarpPairs
{
    /// <param name="images">Labelled images.</param>
    /// <param name="settings">The pairs and the steps.</param>
    /// <param name="batchSize">Pairs a step.</param>
    /// <param name="seed">Draws partners and deformations.</param>
    public static ImageSource Of(ImageSource images, WarpSettings settings, int batchSize, ulong seed)
    {
        var draws = Math.Max(1, (int)Math.Ceiling((double)settings.Steps * batchSize / images.Count));
        return settings.Together
            ? new DeformedImages(new ClassPairs(images, draws, seed, settings.Nearest), draws: 1, seed, new AffineDeformation())
            : new ClassPairs(new DeformedImages(images, draws, seed, new AffineDeformation()), draws: 1, seed);
    }
}
