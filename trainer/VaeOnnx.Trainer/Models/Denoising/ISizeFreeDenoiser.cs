namespace VaeOnnx.Trainer.Models;

/// <summary>
/// noisy images [N, Channels, H, W] → clean ones of the same size, for every H and W that are multiples of <see cref="SizeMultiple"/>.
/// Whoever has other sizes pads the images and cuts the results.
/// </summary>
public interface ISizeFreeDenoiser
{
    /// <summary>C: 1 for grey images, 3 for colour.</summary>
    int Channels { get; }

    /// <summary>What the sides of images must be multiples of; a power of two.</summary>
    int SizeMultiple { get; }

    /// <summary>No pixel of the result depends on a pixel further away than this many rows or columns: what tiles must overlap by on each side.</summary>
    int ReceptiveRadius { get; }

    /// <summary>The channels of the epsilon that it takes, [N, EpsilonChannels, H / SizeMultiple, W / SizeMultiple]; 0 for models without latents, which take none.</summary>
    int EpsilonChannels { get; }
}
