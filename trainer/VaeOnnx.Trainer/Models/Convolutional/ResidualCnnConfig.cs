using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ResidualCnn"/>. <see cref="ClassifierSizing"/> chooses them from the data.</summary>
public sealed record ResidualCnnConfig
{
    /// <summary>The images, in [0, 1], of any size.</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>The number of classes, at least 2.</summary>
    public required int Classes { get; init; }

    /// <summary>The channels of the first level; the second has twice as many, all above four times.</summary>
    public int Width { get; init; } = 32;

    /// <summary>The levels of features, each half as large as the one below.</summary>
    public int Levels { get; init; } = 3;

    /// <summary>Residual blocks a level.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The pixels that the first convolution steps over: the work falls with its square.</summary>
    public int Stride { get; init; } = 1;

    internal ResidualCnnConfig Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Classes, 2);
        // The same rules as for a VAE's first half.
        _ = new ConvVaeConfig { Image = Image, Width = Width, Levels = Levels, Blocks = Blocks, Stride = Stride }.Validated();
        return this;
    }
}
