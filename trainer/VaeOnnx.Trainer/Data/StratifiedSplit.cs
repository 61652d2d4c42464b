using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>A division of images into a training and a validation part that holds each class in the same proportion.</summary>
public sealed class StratifiedSplit
{
    /// <summary>A draw of the noise for this alone ("SPLT"): with one that drew the images too, the split would follow their looks.</summary>
    private const int Draw = 0x53504C54;

    private StratifiedSplit(int[] train, int[] validation)
    {
        Train = train;
        Validation = validation;
    }

    /// <summary>The indices of the training images, ascending.</summary>
    public ReadOnlyMemory<int> Train { get; }

    /// <summary>The indices of the validation images, ascending.</summary>
    public ReadOnlyMemory<int> Validation { get; }

    /// <summary>Divides images; those without labels count as one class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="validationFraction">The share of each class that is held out, from 0 to below 1, rounded to the nearest whole image; a class keeps at least one image for training.</param>
    /// <param name="seed">The seed of the draw: the same seed and labels give the same division.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="validationFraction"/> is outside its range.</exception>
    public static StratifiedSplit Create(ImageSet images, double validationFraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (validationFraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, "The share held out is from 0 to below 1.");
        var keys = new float[images.Count];
        SeededNoise.FillUniform(keys, sampleLength: 1, seed, firstSampleIndex: 0, Draw);
        var isHeldOut = new bool[images.Count];
        foreach (var members in Enumerable.Range(0, images.Count).GroupBy(index => images.IsLabelled ? images.Labels.Span[index] : 0))
        {
            // The lowest keys are held out: what becomes of an image does not depend on the order of a shuffle.
            var ordered = members.OrderBy(index => keys[index]).ThenBy(index => index).ToArray();
            foreach (var index in ordered.AsSpan(0, HeldOut(ordered.Length, validationFraction)))
                isHeldOut[index] = true;
        }

        return new StratifiedSplit(Where(isHeldOut, false), Where(isHeldOut, true));
    }

    private static int HeldOut(int members, double fraction) =>
        Math.Min((int)Math.Round(members * fraction, MidpointRounding.AwayFromZero), members - 1);

    private static int[] Where(bool[] isHeldOut, bool value) =>
        [.. Enumerable.Range(0, isHeldOut.Length).Where(index => isHeldOut[index] == value)];
}
