using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ConvVae"/>. <see cref="VaeSizing"/> chooses them from the data.</summary>
public sealed record ConvVaeConfig
{
    /// <summary>The images, in [0, 1], of any size.</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>The size of z.</summary>
    public int LatentDim { get; init; } = 64;

    /// <summary>The channels of the first level; the second has twice as many, all above four times.</summary>
    public int Width { get; init; } = 32;

    /// <summary>The levels of features, each half as large as the one below.</summary>
    public int Levels { get; init; } = 3;

    /// <summary>Residual blocks a level, in the encoder and in the decoder.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The pixels that the first convolution steps over: the work falls with its square.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>The classes that it is conditioned on; 0 for none.</summary>
    public int Classes { get; init; }

    /// <summary>How pixels are distributed around the decoder's outputs.</summary>
    public LikelihoodKind Likelihood { get; init; } = LikelihoodKind.Gaussian;

    internal ConvPyramid Pyramid() => new(Image, Stride, Levels, Width);

    internal ConvVaeConfig Validated()
    {
        ArgumentNullException.ThrowIfNull(Image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Image.Length, 1, nameof(Image));
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Levels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Blocks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Classes);
        if (Classes == 1)
            throw new ArgumentOutOfRangeException(nameof(Classes), Classes, "One class tells nothing: give at least 2, or 0 for a VAE without labels.");
        var most = ConvSizing.MostLevels(Image, Stride);
        if (Levels > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Levels), Levels, FormattableString.Invariant($"Images of {Image.Height}x{Image.Width} take at most {most} levels after a stride of {Stride}. Lower {nameof(Levels)} or {nameof(Stride)}."));
        }

        return this;
    }
}
