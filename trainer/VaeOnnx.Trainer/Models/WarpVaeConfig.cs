using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="WarpVae"/>.</summary>
public sealed record WarpVaeConfig
{
    /// <summary>What <see cref="LatentDim"/> is unless chosen.</summary>
    public const int DefaultLatentDim = 16;

    /// <summary>What <see cref="GridSize"/> is unless chosen.</summary>
    public const int DefaultGridSize = 7;

    /// <summary>What <see cref="MaxDisplacement"/> is unless chosen.</summary>
    public const float DefaultMaxDisplacement = 0.25f;

    /// <summary>What <see cref="MaxThickening"/> is unless chosen.</summary>
    public const float DefaultMaxThickening = 0f;

    /// <summary>What <see cref="MaxLightening"/> is unless chosen.</summary>
    public const float DefaultMaxLightening = 0f;

    /// <summary>The images it deforms, in [0, 1].</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>The size of z.</summary>
    public int LatentDim { get; init; } = DefaultLatentDim;

    /// <summary>The width of the hidden layers.</summary>
    public int HiddenDim { get; init; } = 256;

    /// <summary>The width of what the decoder sees of the image that it deforms.</summary>
    public int ViewDim { get; init; } = 64;

    /// <summary>Points of the displacement grid along each axis; at least 2.</summary>
    public int GridSize { get; init; } = DefaultGridSize;

    /// <summary>The largest displacement of a grid point, as a share of the image's side.</summary>
    public float MaxDisplacement { get; init; } = DefaultMaxDisplacement;

    /// <summary>How far z may move each pixel towards the brightest or the darkest of its 3×3 neighbourhood: 1 thickens or thins strokes by a pixel; 0 to 1.</summary>
    public float MaxThickening { get; init; } = DefaultMaxThickening;

    /// <summary>How far z may bring the whole image towards white or black; 0 to 1.</summary>
    public float MaxLightening { get; init; } = DefaultMaxLightening;

    /// <summary>Longer sides are averaged down to at most this many pixels before the networks look at them; the deformation itself is of the full size.</summary>
    public int ViewSide { get; init; } = 32;

    internal WarpVaeConfig Validated()
    {
        ArgumentNullException.ThrowIfNull(Image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Image.Length, 1, nameof(Image));
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HiddenDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ViewDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(GridSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(ViewSide, 1);
        if (!(MaxDisplacement is > 0f and <= 1f))
            throw new ArgumentOutOfRangeException(nameof(MaxDisplacement), MaxDisplacement, "Expected a share of the side in (0, 1].");
        ThrowIfNoShare(MaxThickening, nameof(MaxThickening));
        ThrowIfNoShare(MaxLightening, nameof(MaxLightening));
        return this;
    }

    private static void ThrowIfNoShare(float value, string name)
    {
        if (!(value is >= 0f and <= 1f))
            throw new ArgumentOutOfRangeException(name, value, "Expected a share in [0, 1].");
    }
}
