using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Settings;

/// <summary>A VAE and its training. What is null the program chooses from the data, and records.</summary>
internal record VaeSettings : TrainingSettings
{
    [Setting("mlp: the paper's fully connected network. conv: residual convolutions. auto: mlp for small grey images, else conv.")]
    public VaeKind Model { get; init; } = VaeKind.Auto;

    [Setting("Condition on the labels: sample and augment by class. Needs conv and labelled images.")]
    public bool Conditional { get; init; }

    [Setting("How pixels are distributed around what the decoder puts out; bernoulli for mlp and gaussian for conv unless given.")]
    public LikelihoodKind? Likelihood { get; init; }

    [Setting("The size of z; chosen from the images' size and number unless given.", Value = "N", Min = 1)]
    public int? LatentDim { get; init; }

    [Setting("Levels of features, each half as large as the one below (conv).", Value = "N", Min = 1)]
    public int? Depth { get; init; }

    [Setting("Units of the hidden layers (mlp), or channels of the first level (conv).", Value = "N", Min = 1)]
    public int? Width { get; init; }

    [Setting("The weight of the KL divergence.", Value = "X", Min = 0)]
    public double Beta { get; init; } = 1;

    [Setting("Epochs over which that weight rises from 0.", Value = "X", Min = 0)]
    public double KlWarmup { get; init; }

    [Setting("Nats of KL divergence that each latent unit has for free.", Value = "X", Min = 0)]
    public double FreeBits { get; init; }

    /// <summary>The fully connected network's hidden units where nothing is said.</summary>
    internal virtual int DefaultMlpWidth => new MlpVaeConfig().HiddenDim;

    /// <summary>The fully connected network's latent units where nothing is said.</summary>
    internal virtual int DefaultMlpLatentDim => new MlpVaeConfig().LatentDim;
}
