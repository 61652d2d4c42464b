using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// The order of an image batch in memory, which convolutions and poolings hand on to their results. The shape stays [N, C, H, W] and the
/// values the same; only the time of a step changes.
/// </summary>
internal static class ImageLayout
{
    /// <summary>
    /// Whether a module is faster with the channels of a pixel side by side. torch's max pooling of whole planes is not vectorised, and
    /// convolutions of few channels reorder them first: the paper's classifier takes half the time so. Group normalisation takes thrice.
    /// </summary>
    public static bool PrefersChannelsLast(nn.Module module) =>
        module.modules().OfType<Conv2d>().Any() && !module.modules().OfType<GroupNorm>().Any();

    /// <summary>The same images with the channels of a pixel side by side.</summary>
    /// <param name="images">[N, C, H, W].</param>
    public static Tensor ChannelsLast(Tensor images)
    {
        var (n, c, h, w) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        // A view gives new strides: of one channel, whose values lie the same way in both orders, they tell torch which is meant.
        return images.permute(0, 2, 3, 1).reshape(n * h * w * c).view(n, h, w, c).permute(0, 3, 1, 2);
    }
}
