using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A VAE of residual convolutions for images of any size, with or without classes. z is one vector, so that the prior samples whole images.
/// The same configuration and seed give the same weights on every machine.
/// </summary>
public sealed class ConvVae : Vae
{
    private readonly ConvEncoder encoder;
    private readonly ConvDecoder decoder;

    /// <summary>Creates the model with fresh weights.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the images are too small for the levels.</exception>
    public ConvVae(ConvVaeConfig config, ulong seed = 0)
        : this(config, PixelLikelihood.Create((config ?? throw new ArgumentNullException(nameof(config))).Likelihood, config.Image.Channels), seed)
    {
    }

    /// <summary>Creates the model around a likelihood of the caller's.</summary>
    /// <param name="config">The sizes; its likelihood's kind is not used.</param>
    /// <param name="likelihood">Owned from now on.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the images are too small for the levels.</exception>
    public ConvVae(ConvVaeConfig config, PixelLikelihood likelihood, ulong seed = 0)
        : base(nameof(ConvVae), likelihood)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated() with { Likelihood = likelihood.Kind };
        var pyramid = Config.Pyramid();
        encoder = new ConvEncoder(pyramid, Config);
        decoder = new ConvDecoder(pyramid, Config);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public ConvVaeConfig Config { get; }

    /// <inheritdoc/>
    public override ImageSpec Image => Config.Image;

    /// <inheritdoc/>
    public override int LatentDim => Config.LatentDim;

    /// <inheritdoc/>
    public override int Classes => Config.Classes;

    /// <inheritdoc/>
    public override (Tensor mu, Tensor logVar) Encode(Tensor images, Tensor? labels = null) => encoder.call(images, labels);

    /// <inheritdoc/>
    public override Tensor Outputs(Tensor z, Tensor? labels = null) => decoder.call(z, labels);
}
