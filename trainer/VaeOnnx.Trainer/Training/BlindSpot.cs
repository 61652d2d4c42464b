using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Noisy images alone (Noise2Void: Krull et al. 2019, arXiv 1811.10980): a few pixels of what the model sees are replaced by neighbours,
/// and it is asked for what was there. Noise that is independent from pixel to pixel cannot be predicted from around, the image can.
/// Takes noise of zero mean, or fills single lost values in; what covers several pixels, such as stains, stays.
/// </summary>
public sealed record BlindSpot : DenoisingTask
{
    private const int NumbersASpot = 3; // row, column, neighbour

    /// <summary>The side of the squares of which each has one replaced pixel, from 2: 8 replaces 1.6 % of them, as the paper does.</summary>
    public int Spacing { get; init; } = 8;

    /// <summary>How far away the replacing pixel may be along each axis, from 1 pixel: 2 takes it from the 5×5 around.</summary>
    public int Radius { get; init; } = 2;

    internal override bool IsMasked => true;

    /// <summary>As a checkpoint's identity names it.</summary>
    public override string ToString() => FormattableString.Invariant($"blind-spot({Spacing},{Radius})");

    internal BlindSpot Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Spacing, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Radius, 1);
        return this;
    }

    internal override void Fill(ReadOnlySpan<float> sample, ImageSpec spec, TaskViews views, ulong seed, long index, int step)
    {
        sample.CopyTo(views.Input);
        sample.CopyTo(views.Target);
        views.Mask.Clear();
        var (down, across) = ((spec.Height + Spacing - 1) / Spacing, (spec.Width + Spacing - 1) / Spacing);
        var uniform = new float[down * across * NumbersASpot];
        SeededNoise.FillUniform(uniform, uniform.Length, RandomStream.BlindSpot.Derive(seed), index, step);
        for (var cell = 0; cell < down * across; cell++)
        {
            var (top, left) = (cell / across * Spacing, cell % across * Spacing);
            var numbers = uniform.AsSpan(cell * NumbersASpot, NumbersASpot);
            var y = top + (int)(numbers[0] * Math.Min(Spacing, spec.Height - top));
            var x = left + (int)(numbers[1] * Math.Min(Spacing, spec.Width - left));
            Replace(sample, spec, views, y, x, numbers[2]);
        }
    }

    // All channels of a pixel at once: they often share their noise.
    private void Replace(ReadOnlySpan<float> sample, ImageSpec spec, TaskViews views, int y, int x, float uniform)
    {
        var side = (2 * Radius) + 1;
        var neighbour = (int)(uniform * ((side * side) - 1));
        neighbour += neighbour >= side * side / 2 ? 1 : 0; // never the pixel itself
        var fromY = Inside(y, (neighbour / side) - Radius, spec.Height);
        var fromX = Inside(x, (neighbour % side) - Radius, spec.Width);
        var plane = spec.Height * spec.Width;
        for (var channel = 0; channel < spec.Channels; channel++)
        {
            var at = (channel * plane) + (y * spec.Width) + x;
            views.Input[at] = sample[(channel * plane) + (fromY * spec.Width) + fromX];
            views.Mask[at] = 1f;
        }
    }

    // At a border the neighbour on the other side; in an image narrower than that, its edge.
    private static int Inside(int place, int offset, int size) =>
        place + offset >= 0 && place + offset < size ? place + offset : Math.Clamp(place - offset, 0, size - 1);
}
