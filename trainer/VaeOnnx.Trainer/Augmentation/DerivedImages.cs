using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// A larger data set that is made from another one image by image, when asked for: image i is draw ⌊i / N⌋ of original i mod N.
/// The same index always gives the same bits, so trainings over it repeat and resume exactly, and nothing is kept in memory.
/// </summary>
public abstract class DerivedImages : ImageSource
{
    private readonly Lazy<string> _sha256;

    /// <summary>Describes the derived images.</summary>
    /// <param name="originals">The images that they are made from.</param>
    /// <param name="spec">The size of one derived image.</param>
    /// <param name="draws">How many are made of each original, at least 1.</param>
    protected DerivedImages(ImageSource originals, ImageSpec spec, int draws)
        : base(Checked(originals, draws).Name, spec, checked(originals.Count * draws), originals.BitDepth, Repeat(originals.Labels, draws), originals.IsLabelled ? originals.ClassNames : null)
    {
        Originals = originals;
        _sha256 = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{originals.Sha256} {Count} {Recipe}"))));
    }

    /// <summary>The images that these are made from.</summary>
    public ImageSource Originals { get; }

    /// <summary>How they are made, with every setting and seed: the same text, the same images.</summary>
    public abstract string Recipe { get; }

    /// <summary>Of the originals' identity and the recipe; the images themselves are not made for it.</summary>
    public override string Sha256 => _sha256.Value;

    /// <summary>Makes one image and rounds it to the originals' bit depth.</summary>
    /// <inheritdoc/>
    public override void Read(int index, Span<ushort> samples)
    {
        var values = new float[Spec.Length];
        Gather([index], values);
        var scale = MaxSample / (Spec.PixelMax - Spec.PixelMin);
        for (var i = 0; i < values.Length; i++)
            samples[i] = (ushort)Math.Clamp(MathF.Round((values[i] - Spec.PixelMin) * scale), 0f, MaxSample);
    }

    /// <summary>Some of the images, made now and kept in memory.</summary>
    /// <inheritdoc/>
    public override ImageSource Select(ReadOnlySpan<int> indices)
    {
        var samples = new ushort[checked(indices.Length * Spec.Length)];
        var labels = new int[IsLabelled ? indices.Length : 0];
        for (var i = 0; i < indices.Length; i++)
        {
            Read(indices[i], samples.AsSpan(i * Spec.Length, Spec.Length));
            if (IsLabelled)
                labels[i] = Labels.Span[indices[i]];
        }

        return InMemory(samples, labels, []);
    }

    /// <summary>Which original an image is made of, and which draw it is.</summary>
    /// <param name="index">From 0 to Count − 1.</param>
    protected (int Original, int Draw) Origin(int index)
    {
        ThrowIfOutside(index);
        var (draw, original) = Math.DivRem(index, Originals.Count);
        return (original, draw);
    }

    private static ImageSource Checked(ImageSource originals, int draws)
    {
        ArgumentNullException.ThrowIfNull(originals);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        return originals;
    }

    private static int[] Repeat(ReadOnlyMemory<int> labels, int draws)
    {
        var repeated = new int[labels.Length * draws];
        for (var draw = 0; draw < draws; draw++)
            labels.Span.CopyTo(repeated.AsSpan(draw * labels.Length));
        return repeated;
    }
}
