using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A conditional VAE over deformations: given an image and another of its class, z says how the one turns into the other, and the
/// decoder emits a displacement field instead of pixels, so that what it generates is as sharp as the image it came from.
/// q(z | image, target) = N(mu, exp(logVar)), p(z) = N(0, I). Its kin: learned diffeomorphisms a class (Hauberg et al. 2016,
/// arXiv 1510.02795), deforming autoencoders (Shu et al. 2018), learned transformations for segmentation (Zhao et al. 2019).
/// The same configuration and seed give the same weights on every machine. Not thread-safe while it is trained.
/// </summary>
public sealed class WarpVae : nn.Module<Tensor, Tensor, (Tensor warped, Tensor mu, Tensor logVar)>
{
    private readonly WarpEncoder encoder;
    private readonly WarpDecoder decoder;

    /// <summary>Creates the model with fresh weights.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public WarpVae(WarpVaeConfig config, ulong seed = 0)
        : base(nameof(WarpVae))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        encoder = new WarpEncoder(Config);
        decoder = new WarpDecoder(Config);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public WarpVaeConfig Config { get; }

    /// <summary>images and targets, both [N, C, H, W] in [0, 1] → mu, logVar, both [N, LatentDim].</summary>
    public nn.Module<Tensor, Tensor, (Tensor mu, Tensor logVar)> Encoder => encoder;

    /// <summary>z [N, LatentDim] and images [N, C, H, W] → the deformed images, [N, C, H, W].</summary>
    public nn.Module<Tensor, Tensor, Tensor> Decoder => decoder;

    /// <summary>The field that an image is read through: [N, 2, H, W], x then y, in units in which the image spans −1 to 1.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <param name="z">[N, LatentDim].</param>
    public Tensor Displacements(Tensor images, Tensor z) => decoder.Displacements(images, z);

    /// <summary>What the decoder makes of images, and the displacements it did it with: once for both.</summary>
    internal (Tensor warped, Tensor displacements) Deform(Tensor images, Tensor z) => decoder.Deform(images, z);

    /// <summary>Reads images through displacements.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="displacements">[N, 2, H, W], as <see cref="Displacements"/> gives them.</param>
    public static Tensor Warp(Tensor images, Tensor displacements) => WarpDecoder.Warp(images, displacements);

    /// <summary>Infers the deformation of each pair, samples z with noise of torch's own generator, deforms the images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <param name="targets">[N, C, H, W] in [0, 1], of the same classes.</param>
    /// <returns>warped [N, C, H, W]; mu and logVar [N, LatentDim].</returns>
    public override (Tensor warped, Tensor mu, Tensor logVar) forward(Tensor images, Tensor targets)
    {
        var (mu, logVar) = encoder.call(images, targets);
        var z = Vae.Reparameterize(mu, logVar, randn_like(mu));
        return (decoder.call(z, images), mu, logVar);
    }
}
