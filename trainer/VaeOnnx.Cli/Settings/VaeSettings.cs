using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Settings;

/// <summary>A VAE and its training.</summary>
internal sealed record VaeSettings : LatentSettings
{
    [Setting("mlp: the paper's fully connected network. conv: residual convolutions. auto: mlp for small grey images, else conv.")]
    public VaeKind Model { get; init; } = VaeKind.Auto;

    [Setting("Condition on the labels: sample and augment by class. Needs conv and labelled images.")]
    public bool Conditional { get; init; }

    /// <summary>The fully connected network's hidden units where nothing is said.</summary>
    internal int DefaultMlpWidth { get; init; } = new MlpVaeConfig().HiddenDim;

    /// <summary>The fully connected network's latent units where nothing is said.</summary>
    internal int DefaultMlpLatentDim { get; init; } = new MlpVaeConfig().LatentDim;
}
