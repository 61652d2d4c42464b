using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>The images of one source followed by those of another, of the same size and classes.</summary>
public sealed class JoinedImages : ImageSource
{
    private readonly ImageSource _first;
    private readonly ImageSource _second;

    /// <summary>Joins; nothing is copied.</summary>
    /// <param name="first">The images that come first, and whose name the whole has.</param>
    /// <param name="second">The others.</param>
    /// <exception cref="ArgumentException">The two differ in size, bit depth or classes.</exception>
    public JoinedImages(ImageSource first, ImageSource second)
        : base(Checked(first, second).Name, first.Spec, checked(first.Count + second.Count), first.BitDepth, (int[])[.. first.Labels.Span, .. second.Labels.Span], first.IsLabelled ? first.ClassNames : null)
    {
        _first = first;
        _second = second;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{first.Sha256} {second.Sha256}")));
    }

    /// <summary>Of the two sources' identities.</summary>
    public override string Sha256 { get; }

    /// <inheritdoc/>
    public override void Read(int index, Span<ushort> samples)
    {
        ThrowIfOutside(index);
        if (index < _first.Count)
            _first.Read(index, samples);
        else
            _second.Read(index - _first.Count, samples);
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var (ofFirst, ofSecond) = (new List<int>(indices.Length), new List<int>(indices.Length));
        for (var i = 0; i < indices.Length; i++)
        {
            ThrowIfOutside(indices[i]);
            (indices[i] < _first.Count ? ofFirst : ofSecond).Add(i);
        }

        Gather(_first, ofFirst, 0, indices, images);
        Gather(_second, ofSecond, _first.Count, indices, images);
    }

    /// <inheritdoc/>
    public override ImageSource Select(ReadOnlySpan<int> indices) => ToImageSet().Select(indices);

    // All of one source's images at once: sources that make images make many as fast as one.
    private void Gather(ImageSource source, List<int> places, int offset, ReadOnlySpan<int> indices, Span<float> images)
    {
        if (places.Count == 0)
            return;
        var own = new int[places.Count];
        for (var i = 0; i < own.Length; i++)
            own[i] = indices[places[i]] - offset;
        var gathered = new float[own.Length * Spec.Length];
        source.Gather(own, gathered);
        for (var i = 0; i < own.Length; i++)
            gathered.AsSpan(i * Spec.Length, Spec.Length).CopyTo(images[(places[i] * Spec.Length)..]);
    }

    private static ImageSource Checked(ImageSource first, ImageSource second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Spec != second.Spec || first.BitDepth != second.BitDepth || !first.ClassNames.SequenceEqual(second.ClassNames))
            throw new ArgumentException($"Images {second} cannot follow images {first}.", nameof(second));
        return first;
    }
}
