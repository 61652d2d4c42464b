using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of an <see cref="MlpVae"/>. The defaults are the paper's network for MNIST.</summary>
public sealed record MlpVaeConfig
{
    /// <summary>The images, in [0, 1]; MNIST's 1×28×28 unless said otherwise.</summary>
    public ImageSpec Image { get; init; } = new() { Channels = 1, Height = 28, Width = 28 };

    /// <summary>The units of the one hidden layer, in the encoder and in the decoder.</summary>
    public int HiddenDim { get; init; } = 400;

    /// <summary>
    /// The size of z: 20 is a size of Kingma &amp; Welling's own experiments on MNIST (arXiv 1312.6114, figure 2), and not tuned here.
    /// </summary>
    public int LatentDim { get; init; } = 20;

    internal MlpVaeConfig Validated()
    {
        ArgumentNullException.ThrowIfNull(Image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Image.Length, 1, nameof(Image));
        ArgumentOutOfRangeException.ThrowIfLessThan(HiddenDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentDim, 1);
        return this;
    }
}
