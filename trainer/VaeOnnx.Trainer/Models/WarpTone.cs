using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>What no displacement can do to an image: strokes become thicker or thinner, and the whole lighter or darker. Keeps [0, 1].</summary>
internal static class WarpTone
{
    /// <summary>Moves every pixel towards the brightest (above 0) or the darkest (below 0) of its 3×3 neighbourhood.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="amounts">[N, 1, 1, 1] in [−1, 1].</param>
    public static Tensor Thicken(Tensor images, Tensor amounts)
    {
        var wide = nn.functional.max_pool2d(images, 3, 1, 1);
        var thin = -nn.functional.max_pool2d(-images, 3, 1, 1);
        return images + (nn.functional.relu(amounts) * (wide - images)) + (nn.functional.relu(-amounts) * (thin - images));
    }

    /// <summary>Moves every pixel towards 1 (above 0) or towards 0 (below 0).</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <param name="amounts">[N, 1, 1, 1] in [−1, 1].</param>
    public static Tensor Lighten(Tensor images, Tensor amounts)
    {
        var up = nn.functional.relu(amounts);
        var down = nn.functional.relu(-amounts);
        return images - (images * (up + down)) + up;
    }
}
