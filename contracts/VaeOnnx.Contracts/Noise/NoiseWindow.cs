namespace VaeOnnx.Contracts;

/// <summary>
/// A part of a map of noise, as a tile of an image needs it. The map of a sample is one row of numbers, site by site from the top left:
/// number <c>c</c> of site <c>(y, x)</c> has the place <c>(y · MapWidth + x) · channels + c</c>, the channels filled up to a multiple of four,
/// so that windows of one map agree wherever they overlap.
/// </summary>
public readonly struct NoiseWindow
{
    /// <summary>The numbers of a site, at least 1.</summary>
    public required int Channels { get; init; }

    /// <summary>The sites in a row of the whole map, at least <see cref="Left"/> + <see cref="Width"/>.</summary>
    public required int MapWidth { get; init; }

    /// <summary>The window's first row, from 0.</summary>
    public int Top { get; init; }

    /// <summary>The window's first column, from 0.</summary>
    public int Left { get; init; }

    /// <summary>The window's rows.</summary>
    public required int Height { get; init; }

    /// <summary>The window's columns.</summary>
    public required int Width { get; init; }

    /// <summary>Standard normal noise of one sample, as <see cref="SeededNoise.FillNormal"/> draws it.</summary>
    /// <param name="epsilon">[Channels, Height, Width], filled.</param>
    /// <param name="seed">Any number; another seed gives independent noise.</param>
    /// <param name="sampleIndex">The sample, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index or the draw is negative.</exception>
    /// <exception cref="OverflowException">The map has more than 2³¹ numbers.</exception>
    public void FillNormal(Span<float> epsilon, ulong seed, long sampleIndex, int draw = 0)
    {
        var plane = Height * Width;
        if (epsilon.Length != (long)plane * Channels)
            throw new ArgumentException(FormattableString.Invariant($"Expected {Channels}x{Height}x{Width} numbers, got {epsilon.Length}."), nameof(epsilon));
        var row = NoiseRequest.Create(0, int.MaxValue - 3, seed, sampleIndex, draw);
        var siteBlocks = (Channels + NoiseRequest.BlockLength - 1) / NoiseRequest.BlockLength;
        var stride = siteBlocks * NoiseRequest.BlockLength;
        _ = checked((Top + Height) * MapWidth * stride);
        Span<float> staged = stackalloc float[Staged];
        for (var y = 0; y < Height; y++)
        {
            var firstBlock = (uint)((((Top + y) * MapWidth) + Left) * siteBlocks);
            for (var first = 0; first < Width * stride; first += Staged)
            {
                var numbers = staged[..Math.Min(Staged, (Width * stride) - first)];
                NoiseGenerator.Fill<NormalShape>(numbers, row with { FirstBlock = firstBlock + (uint)(first / NoiseRequest.BlockLength) });
                Scatter(numbers, first, stride, epsilon[(y * Width)..], plane);
            }
        }
    }

    /// <summary>Numbers that are drawn before they are put in their places: a few kilobytes, in the nearest cache.</summary>
    private const int Staged = 1024;

    // From the order of sites to that of channels.
    private void Scatter(ReadOnlySpan<float> numbers, int first, int stride, Span<float> epsilon, int plane)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var (x, channel) = Math.DivRem(first + i, stride);
            if (channel < Channels)
                epsilon[(channel * plane) + x] = numbers[i];
        }
    }
}
