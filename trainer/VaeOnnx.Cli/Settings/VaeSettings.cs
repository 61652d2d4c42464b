using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Settings;

/// <summary>A VAE and its training.</summary>
internal record VaeSettings : TrainingSettings
{
    [Setting("Units of the hidden layers.", Value = "N", Min = 1)]
    public int HiddenDim { get; init; } = new MlpVaeConfig().HiddenDim;

    [Setting("The size of z.", Value = "N", Min = 1)]
    public int LatentDim { get; init; } = new MlpVaeConfig().LatentDim;

    [Setting("The weight of the KL divergence.", Value = "X", Min = 0)]
    public double Beta { get; init; } = 1;

    /// <summary>A model with fresh weights; it is the caller's.</summary>
    public Vae CreateModel(ImageSpec image) => new MlpVae(new MlpVaeConfig { Image = image, HiddenDim = HiddenDim, LatentDim = LatentDim }, Seed);
}
