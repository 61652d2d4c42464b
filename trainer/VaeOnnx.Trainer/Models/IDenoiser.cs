using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// What a denoising module says of the graph that it becomes. Its forward takes noisy images [N, C, H, W] and gives clean ones; where it draws
/// latents, it takes their noise, epsilon, as its second argument. A module without this interface takes images of one size and draws nothing.
/// </summary>
public interface IDenoiser
{
    /// <summary>How images of any size are run; null for a module of the training images' size.</summary>
    TilingSpec? Tiling { get; }

    /// <summary>
    /// E of epsilon, standard normal: [N, E] for one size of images, [N, E, H / multiple, W / multiple] for any. 0 for a
    /// <see cref="nn.Module{T, TResult}"/>, whose forward takes the images alone.
    /// </summary>
    int EpsilonLength { get; }
}
