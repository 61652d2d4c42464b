using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>An image as its file has it, upright.</summary>
/// <param name="Channels">1 grey, 3 colour, 4 colour with alpha.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="BitDepth">8 or 16.</param>
/// <param name="Samples">C·H·W numbers, 0 to 255 or 65,535.</param>
internal sealed record DecodedImage(int Channels, int Height, int Width, int BitDepth, ushort[] Samples)
{
    public ImageSpec Spec => new() { Channels = Channels, Height = Height, Width = Width };
}
