using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Training;

/// <summary>A VAE for given images: what the settings leave open is chosen from the data, and everything is put back into the settings.</summary>
/// <param name="Settings">With nothing left open.</param>
/// <param name="Reason">One line for people.</param>
internal sealed record VaeChoice<TSettings>(TSettings Settings, string Reason)
    where TSettings : VaeSettings
{
    private const int SmallGrey = 32 * 32;

    /// <summary>The name of the model for people.</summary>
    public string Title => $"{(Settings.Conditional ? "Conditional " : "")}{(Settings.Model == VaeKind.Mlp ? "MLP" : Settings.Conditional ? "convolutional" : "Convolutional")} VAE";

    /// <exception cref="UsageException">The settings contradict each other or the data.</exception>
    /// <exception cref="DataFormatException">The images are too small or too large.</exception>
    public static VaeChoice<TSettings> For(TSettings settings, ImageSource images)
    {
        var image = images.Spec;
        var isSmallGrey = image.Channels == 1 && image.Length <= SmallGrey;
        if (settings.Model == VaeKind.Mlp || (settings.Model == VaeKind.Auto && isSmallGrey && !settings.Conditional && settings.Likelihood is null or LikelihoodKind.Bernoulli))
            return Mlp(settings, images);
        if (settings.Conditional && images.ClassNames.Count < 2)
            throw new UsageException($"--conditional: expected labels of at least two classes, got {images.ClassNames.Count}. Put the images into one sub-folder a class, or leave it out.");
        return Conv(settings, images);
    }

    /// <summary>The model with fresh weights; it is the caller's.</summary>
    public Vae CreateModel(ImageSource images) => Settings.Model == VaeKind.Mlp
        ? new MlpVae(new MlpVaeConfig { Image = images.Spec, HiddenDim = Settings.Width!.Value, LatentDim = Settings.LatentDim!.Value }, Settings.Seed)
        : Checked(() => new ConvVae(ConfigOf(Settings, Sizing(Settings, images)), Settings.Seed));

    private static VaeChoice<TSettings> Mlp(TSettings settings, ImageSource images)
    {
        if (settings.Conditional)
            throw new UsageException("--conditional: the mlp model takes no labels. Use --model conv.");
        if (settings.Likelihood is { } likelihood and not LikelihoodKind.Bernoulli)
            throw new UsageException($"--likelihood: the mlp model knows bernoulli only, got {likelihood}. Use --model conv.");
        var chosen = settings with
        {
            Model = VaeKind.Mlp,
            Likelihood = LikelihoodKind.Bernoulli,
            Width = settings.Width ?? settings.DefaultMlpWidth,
            LatentDim = settings.LatentDim ?? settings.DefaultMlpLatentDim,
        };
        return new VaeChoice<TSettings>(chosen, $"fully connected, {chosen.Width} hidden and {chosen.LatentDim} latent units for images of {images.Spec.Channels}x{images.Spec.Height}x{images.Spec.Width}");
    }

    private static VaeChoice<TSettings> Conv(TSettings settings, ImageSource images)
    {
        var sizing = Sizing(settings, images);
        var config = ConfigOf(settings, sizing);
        var chosen = settings with { Model = VaeKind.Conv, Likelihood = config.Likelihood, Depth = config.Levels, Width = config.Width, LatentDim = config.LatentDim };
        return new VaeChoice<TSettings>(chosen, $"convolutional, {(config == sizing.Config ? "" : "changed by the settings from ")}{sizing.Reason}");
    }

    private static VaeSizing Sizing(VaeSettings settings, ImageSource images)
    {
        try
        {
            return VaeSizing.For(images.Spec, images.Count, settings.Conditional ? images.ClassNames.Count : 0);
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(images.Name, "images that a convolutional VAE takes", $"{images.Spec.Height}x{images.Spec.Width}", e.Message, e);
        }
    }

    private static ConvVaeConfig ConfigOf(VaeSettings settings, VaeSizing sizing) => sizing.Config with
    {
        Likelihood = settings.Likelihood ?? sizing.Config.Likelihood,
        Levels = settings.Depth ?? sizing.Config.Levels,
        Width = settings.Width ?? sizing.Config.Width,
        LatentDim = settings.LatentDim ?? sizing.Config.LatentDim,
    };

    // More levels than the images have halves: the caller's --depth, since what is chosen always fits.
    private static Vae Checked(Func<Vae> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException($"--depth: {e.Message}");
        }
    }
}
