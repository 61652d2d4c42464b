using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Training;

/// <summary>A VAE for given images: what the settings leave open is chosen from the data, and everything is put back into the settings.</summary>
/// <param name="Settings">With nothing left open.</param>
/// <param name="Reason">One line for people.</param>
internal sealed record VaeChoice(VaeSettings Settings, string Reason)
{
    private const int SmallGrey = 32 * 32;

    /// <summary>The name of the model for people.</summary>
    public string Title => $"{(Settings.Conditional ? "Conditional " : "")}{(Settings.Model == VaeKind.Mlp ? "MLP" : Settings.Conditional ? "convolutional" : "Convolutional")} VAE";

    /// <exception cref="UsageException">The settings contradict each other or the data.</exception>
    /// <exception cref="DataFormatException">The images are too small or too large.</exception>
    public static VaeChoice For(VaeSettings settings, ImageSource images)
    {
        var image = images.Spec;
        var isSmallGrey = image.Channels == 1 && image.Length <= SmallGrey;
        if (settings.Model == VaeKind.Mlp || (settings.Model == VaeKind.Auto && isSmallGrey && !settings.Conditional && settings.Depth is null && settings.Likelihood is null or LikelihoodKind.Bernoulli))
            return Mlp(settings, images);
        if (settings.Conditional && images.ClassNames.Count < 2)
            throw new UsageException($"--conditional: expected labels of at least two classes, got {images.ClassNames.Count}. Put the images into one sub-folder a class, or leave it out.");
        return Conv(settings, images);
    }

    /// <summary>The model with fresh weights; it is the caller's.</summary>
    public Vae CreateModel(ImageSource images) => Settings.Model == VaeKind.Mlp
        ? new MlpVae(new MlpVaeConfig { Image = images.Spec, HiddenDim = Settings.Width!.Value, LatentDim = Settings.LatentDim!.Value }, Settings.Seed)
        : new ConvVae(Sizing(Settings, images).Config with { Likelihood = Settings.Likelihood!.Value }, Settings.Seed);

    private static VaeChoice Mlp(VaeSettings settings, ImageSource images)
    {
        if (settings.Conditional)
            throw new UsageException("--conditional: the mlp model takes no labels. Use --model conv.");
        if (settings.Likelihood is { } likelihood and not LikelihoodKind.Bernoulli)
            throw new UsageException($"--likelihood: the mlp model knows bernoulli only, got {likelihood}. Use --model conv.");
        if (settings.Depth is not null)
            throw new UsageException("--depth: the mlp model has no levels. Leave it out, or use --model conv.");
        var chosen = settings with
        {
            Model = VaeKind.Mlp,
            Likelihood = LikelihoodKind.Bernoulli,
            Width = settings.Width ?? settings.DefaultMlpWidth,
            LatentDim = settings.LatentDim ?? settings.DefaultMlpLatentDim,
        };
        var image = images.Spec;
        var reason = settings.Model == VaeKind.Mlp ? " (as set)" : $", the paper's network for grey images of up to {SmallGrey} pixels";
        return new VaeChoice(chosen, FormattableString.Invariant(
            $"fully connected{reason}: {chosen.Width} hidden units{AsSet(settings.Width)} and {chosen.LatentDim} latent units{AsSet(settings.LatentDim)} for images of {image.Channels}x{image.Height}x{image.Width}"));
    }

    private static VaeChoice Conv(VaeSettings settings, ImageSource images)
    {
        ConvImages.Require(images);
        ConvImages.RequireDepth(settings.Depth, VaeSizing.MostLevels(images.Spec), images);
        var sizing = Sizing(settings, images);
        var config = sizing.Config with { Likelihood = settings.Likelihood ?? sizing.Config.Likelihood };
        var chosen = settings with { Model = VaeKind.Conv, Likelihood = config.Likelihood, Depth = config.Levels, Width = config.Width, LatentDim = config.LatentDim };
        return new VaeChoice(chosen, $"convolutional, {sizing.Reason}; {config.Likelihood.ToName()} pixels{AsSet(settings.Likelihood)}");
    }

    private static VaeSizing Sizing(VaeSettings settings, ImageSource images) =>
        VaeSizing.For(images.Spec, images.Count, settings.Conditional ? images.ClassNames.Count : 0, settings.Depth, settings.Width, settings.LatentDim);

    private static string AsSet<T>(T? setting)
        where T : struct => setting is null ? "" : " (as set)";
}
