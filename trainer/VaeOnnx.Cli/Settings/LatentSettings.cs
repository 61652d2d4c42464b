using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Settings;

/// <summary>A model with latents and its training. What is null the program chooses from the data, and records.</summary>
internal abstract record LatentSettings : TrainingSettings
{
    [Setting("How pixels are distributed around what the decoder puts out; bernoulli for mlp and gaussian for conv unless given.")]
    public LikelihoodKind? Likelihood { get; init; }

    [Setting("The size of z; chosen from the images' size and number unless given. ladder: the latent channels of its lowest level.", Value = "N", Min = 1)]
    public int? LatentDim { get; init; }

    [Setting("Levels of features, each half as large as the one below (all but mlp).", Value = "N", Min = 1)]
    public int? Depth { get; init; }

    [Setting("Units of the hidden layers (mlp), or channels of the first level (all others).", Value = "N", Min = 1)]
    public int? Width { get; init; }

    [Setting("The weight of the KL divergence.", Value = "X", Min = 0)]
    public double Beta { get; init; } = 1;

    [Setting("Epochs over which that weight rises from 0.", Value = "X", Min = 0)]
    public double KlWarmup { get; init; }

    [Setting("Nats of KL divergence that each latent unit has for free.", Value = "X", Min = 0)]
    public double FreeBits { get; init; }
}
