namespace VaeOnnx.Trainer.Data;

/// <summary>The file that an image came from, as it was before anything was done to it.</summary>
/// <param name="Path">Relative to the data's folder, with <c>/</c> between the names.</param>
/// <param name="Format">How it is encoded.</param>
/// <param name="Channels">1 grey, 3 colour, 4 colour or grey with alpha.</param>
/// <param name="Height">In pixels, upright: after the EXIF orientation.</param>
/// <param name="Width">In pixels, upright.</param>
/// <param name="BitDepth">8 or 16 bits a channel.</param>
public sealed record ImageOrigin(string Path, ImageFileFormat Format, int Channels, int Height, int Width, int BitDepth);
