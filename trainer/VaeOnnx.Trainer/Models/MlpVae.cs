using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// The paper's VAE: 784-400-z-400-784, ReLU, one linear head each for mu and logVar, sigmoid at the end.
/// The same configuration and seed give the same weights on every machine.
/// </summary>
public sealed class MlpVae : Vae
{
    private readonly MlpEncoder encoder;
    private readonly MlpDecoder decoder;

    /// <summary>Creates the model with fresh weights.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public MlpVae(MlpVaeConfig config, ulong seed = 0)
        : base(nameof(MlpVae), new BernoulliLikelihood())
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        encoder = new MlpEncoder(Config);
        decoder = new MlpDecoder(Config);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public MlpVaeConfig Config { get; }

    /// <inheritdoc/>
    public override ImageSpec Image => Config.Image;

    /// <inheritdoc/>
    public override int LatentDim => Config.LatentDim;

    /// <inheritdoc/>
    public override (Tensor mu, Tensor logVar) Encode(Tensor images, Tensor? labels = null) => encoder.call(images);

    /// <inheritdoc/>
    public override Tensor Outputs(Tensor z, Tensor? labels = null) => decoder.call(z);
}
