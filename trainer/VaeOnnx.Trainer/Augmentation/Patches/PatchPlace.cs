namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Where a patch is cut.</summary>
/// <param name="Image">Which image.</param>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Turn">From 0 to 7: one of the eight ways to lay a square on itself; 0 leaves it. Bit 0 turns it upside down, bit 1 mirrors it, bit 2 exchanges rows and columns.</param>
internal readonly record struct PatchPlace(int Image, int Top, int Left, int Turn = 0);
