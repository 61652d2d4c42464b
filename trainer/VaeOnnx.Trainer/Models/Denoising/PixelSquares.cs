using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>Squares of pixels as channels, and back.</summary>
internal static class PixelSquares
{
    /// <summary>images [N, C, H, W] → [N, C·side², H/side, W/side].</summary>
    /// <param name="images">The images.</param>
    /// <param name="side">The side of the squares.</param>
    /// <param name="forTraining">Puts the channels of a pixel side by side in memory, as convolutions then hand them on: a tenth of a training step is saved. A graph has no use for it.</param>
    public static Tensor Take(Tensor images, int side, bool forTraining)
    {
        var squares = side == 1 ? images : nn.functional.pixel_unshuffle(images, side);
        return forTraining ? ImageLayout.ChannelsLast(squares) : squares;
    }

    /// <summary>squares [N, C·side², H, W] → [N, C, H·side, W·side].</summary>
    public static Tensor Give(Tensor squares, int side) => side == 1 ? squares : nn.functional.pixel_shuffle(squares, side);
}
