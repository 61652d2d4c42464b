using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>A size-free denoiser for given images: what the settings leave open is chosen from the data, and everything is put back into the settings.</summary>
/// <param name="Settings">With nothing left open.</param>
/// <param name="Image">What it is trained on: whole images, or patches.</param>
internal sealed record DenoiserChoice(DenoiserSettings Settings, ImageSpec Image)
{
    private const int MostLevels = 3;

    /// <summary>The name of the model for people.</summary>
    public string Title => Settings.Model == DenoiserKind.Unet ? "U-Net" : "Ladder VAE";

    /// <summary>One line for people.</summary>
    public string Reason => FormattableString.Invariant($"{Title} of {Settings.Depth} levels from {Settings.Width} channels, trained on {Image.Channels}x{Image.Height}x{Image.Width}");

    /// <summary>Whether a model for images of any size is asked for; else one of the VAEs of a vector of latents.</summary>
    public static bool IsSizeFree(DenoiserSettings settings, ImageSpec image)
    {
        const int SmallGrey = 32 * 32;
        return settings.Model is DenoiserKind.Unet or DenoiserKind.Ladder || (settings.Model == DenoiserKind.Auto && (settings.Patch is not null || image.Channels > 1 || image.Length > SmallGrey));
    }

    /// <exception cref="UsageException">The images' sides are odd, or have fewer halves than the settings ask for.</exception>
    public static DenoiserChoice For(DenoiserSettings settings, ImageSpec image)
    {
        var recipe = DenoiserTrainer.Recipe(image);
        var isLadder = settings.Model == DenoiserKind.Ladder;
        var chosen = settings with
        {
            Model = isLadder ? DenoiserKind.Ladder : DenoiserKind.Unet,
            Depth = settings.Depth ?? DepthFor(image, isLadder ? new LadderVaeConfig().Widths.Count : MostLevels),
            Width = settings.Width ?? new ResidualUNetConfig().Widths[0],
            LatentDim = isLadder ? settings.LatentDim ?? new LadderVaeConfig().LatentChannels[0] : null,
            BatchSize = settings.BatchSize ?? recipe.BatchSize,
            LearningRate = settings.LearningRate ?? recipe.LearningRate,
        };
        var multiple = MultipleOf(chosen.Depth!.Value);
        return image.Height % multiple == 0 && image.Width % multiple == 0
            ? new DenoiserChoice(chosen, image)
            : throw new UsageException(FormattableString.Invariant($"--model {(isLadder ? "ladder" : "unet")} of {chosen.Depth} levels: expected images whose sides are multiples of {multiple}, got {image.Height}x{image.Width}. Train on patches (--patch 64), or on fewer levels (--depth)."));
    }

    /// <summary>A U-Net with fresh weights; it is the caller's.</summary>
    public ResidualUNet CreateUNet() => new(new ResidualUNetConfig { Channels = Image.Channels, Widths = Doubled(Settings.Width!.Value) }, Settings.Seed);

    /// <summary>A ladder VAE with fresh weights; it is the caller's.</summary>
    public LadderVae CreateLadder() =>
        new(new LadderVaeConfig { Channels = Image.Channels, Widths = Doubled(Settings.Width!.Value), LatentChannels = Doubled(Settings.LatentDim!.Value) }, Settings.Seed);

    private int[] Doubled(int first) => [.. Enumerable.Range(0, Settings.Depth!.Value).Select(level => first << level)];

    // Halved at each level after the first, and by the squares of pixels that become channels.
    private static int MultipleOf(int depth) => new ResidualUNetConfig().Unshuffle << (depth - 1);

    private static int DepthFor(ImageSpec image, int most)
    {
        var depth = most;
        while (depth > 1 && (image.Height % MultipleOf(depth) != 0 || image.Width % MultipleOf(depth) != 0))
            depth--;
        return depth;
    }
}
