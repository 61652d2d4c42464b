using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>A division of images into a training part and one that is held out, each class in the same proportion.</summary>
public sealed class StratifiedSplit
{
    /// <summary>Draws of the noise for this alone ("SPLT", "TEST"): with one that drew the images too, the split would follow their looks.</summary>
    private const int ValidationDraw = 0x53504C54;
    private const int TestDraw = 0x54455354;

    private StratifiedSplit(int[] train, int[] heldOut)
    {
        Train = train;
        HeldOut = heldOut;
    }

    /// <summary>The indices of the training images, ascending.</summary>
    public ReadOnlyMemory<int> Train { get; }

    /// <summary>The indices of the images held out, ascending.</summary>
    public ReadOnlyMemory<int> HeldOut { get; }

    /// <summary>Holds out images for validation; those without labels count as one class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="fraction">The share of each class that is held out, from 0 to below 1, rounded to the nearest whole image; a class keeps at least one image for training.</param>
    /// <param name="seed">The seed of the draw: the same seed and labels give the same division.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is outside its range.</exception>
    public static StratifiedSplit Create(ImageSource images, double fraction, ulong seed) => Create(images, fraction, seed, ValidationDraw);

    /// <summary>As <see cref="Create(ImageSource, double, ulong)"/>, by another draw: the test images do not foretell the validation images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="fraction">The share of each class that is held out, from 0 to below 1.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is outside its range.</exception>
    public static StratifiedSplit ForTest(ImageSource images, double fraction, ulong seed) => Create(images, fraction, seed, TestDraw);

    private static StratifiedSplit Create(ImageSource images, double fraction, ulong seed, int draw)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (fraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share held out is from 0 to below 1.");
        var keys = new float[images.Count];
        SeededNoise.FillUniform(keys, sampleLength: 1, seed, firstSampleIndex: 0, draw);
        var isHeldOut = new bool[images.Count];
        foreach (var members in Enumerable.Range(0, images.Count).GroupBy(index => images.IsLabelled ? images.Labels.Span[index] : 0))
        {
            // The lowest keys are held out: what becomes of an image does not depend on the order of a shuffle.
            var ordered = members.OrderBy(index => keys[index]).ThenBy(index => index).ToArray();
            foreach (var index in ordered.AsSpan(0, CountOf(ordered.Length, fraction)))
                isHeldOut[index] = true;
        }

        return new StratifiedSplit(Where(isHeldOut, false), Where(isHeldOut, true));
    }

    private static int CountOf(int members, double fraction) =>
        Math.Min((int)Math.Round(members * fraction, MidpointRounding.AwayFromZero), members - 1);

    private static int[] Where(bool[] isHeldOut, bool value) =>
        [.. Enumerable.Range(0, isHeldOut.Length).Where(index => isHeldOut[index] == value)];
}
