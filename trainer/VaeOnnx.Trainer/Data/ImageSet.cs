using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Images in memory, in the order N, C, H, W, with a label each where the data has labels.
/// Immutable (the memory given to the constructor must not be changed afterwards) and safe to read from many threads.
/// </summary>
public sealed class ImageSet : ImageSource
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ReadOnlyMemory<ushort> _words;
    private readonly Lazy<string> _sha256;

    /// <summary>Wraps images of 8 bits a channel; nothing is copied.</summary>
    /// <param name="name">The data set's name, such as <c>mnist</c>; never a path.</param>
    /// <param name="spec">The size of one image and the range of its values as floats.</param>
    /// <param name="pixels">N·C·H·W bytes, 0 black, 255 white.</param>
    /// <param name="labels">N class indices; empty for images without labels.</param>
    /// <param name="classNames">The names of the classes in the order of the labels; null names them by their number.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together, or a label has no class name.</exception>
    public ImageSet(string name, ImageSpec spec, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels = default, IReadOnlyList<string>? classNames = null)
        : base(name, spec, CountOf(spec, pixels.Length), bitDepth: 8, labels, classNames)
    {
        _bytes = pixels;
        _sha256 = new Lazy<string>(ComputeSha256);
    }

    /// <summary>Wraps images of 16 bits a channel; nothing is copied.</summary>
    /// <param name="name">The data set's name; never a path.</param>
    /// <param name="spec">The size of one image and the range of its values as floats.</param>
    /// <param name="pixels">N·C·H·W numbers, 0 black, 65,535 white.</param>
    /// <param name="labels">N class indices; empty for images without labels.</param>
    /// <param name="classNames">The names of the classes in the order of the labels; null names them by their number.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together, or a label has no class name.</exception>
    public ImageSet(string name, ImageSpec spec, ReadOnlyMemory<ushort> pixels, ReadOnlyMemory<int> labels = default, IReadOnlyList<string>? classNames = null)
        : base(name, spec, CountOf(spec, pixels.Length), bitDepth: 16, labels, classNames)
    {
        _words = pixels;
        _sha256 = new Lazy<string>(ComputeSha256);
    }

    /// <summary>All images of 8 bits, N·C·H·W bytes.</summary>
    /// <exception cref="InvalidOperationException">The images have 16 bits: read <see cref="Pixels16"/>, or floats by <see cref="Gather"/>.</exception>
    public ReadOnlyMemory<byte> Pixels => BitDepth == 8 ? _bytes : throw new InvalidOperationException($"The pixels of '{Name}' have 16 bits.");

    /// <summary>All images of 16 bits, N·C·H·W numbers.</summary>
    /// <exception cref="InvalidOperationException">The images have 8 bits: read <see cref="Pixels"/>, or floats by <see cref="Gather"/>.</exception>
    public ReadOnlyMemory<ushort> Pixels16 => BitDepth == 16 ? _words : throw new InvalidOperationException($"The pixels of '{Name}' have 8 bits.");

    /// <inheritdoc/>
    public override string Sha256 => _sha256.Value;

    /// <summary>The C·H·W bytes of one image of 8 bits.</summary>
    /// <param name="index">From 0 to <see cref="ImageSource.Count"/> − 1.</param>
    /// <exception cref="InvalidOperationException">The images have 16 bits.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ThrowIfOutside(index);
        return Slice(Pixels, index);
    }

    /// <inheritdoc/>
    public override void Read(int index, Span<ushort> samples)
    {
        ThrowIfOutside(index);
        if (BitDepth == 16)
        {
            Slice(_words, index).CopyTo(samples);
            return;
        }

        var bytes = Slice(_bytes, index);
        for (var i = 0; i < bytes.Length; i++)
            samples[i] = bytes[i];
    }

    /// <summary>Copies some of the images, in the order asked for; an index may repeat.</summary>
    /// <param name="indices">Each from 0 to <see cref="ImageSource.Count"/> − 1.</param>
    public override ImageSet Select(ReadOnlySpan<int> indices)
    {
        var (labels, origins) = (PickLabels(indices), Pick(Origins, indices));
        return BitDepth == 16
            ? new ImageSet(Name, Spec, Copy(_words, indices), labels, ClassNames) { Origins = origins }
            : new ImageSet(Name, Spec, Copy(_bytes, indices), labels, ClassNames) { Origins = origins };
    }

    /// <summary>The first images, without a copy.</summary>
    /// <param name="count">How many; more than there are gives all of them.</param>
    public override ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        count = Math.Min(count, Count);
        var labels = IsLabelled ? Labels[..count] : default;
        IReadOnlyList<ImageOrigin> origins = Origins.Count == 0 ? [] : [.. Origins.Take(count)];
        return BitDepth == 16
            ? new ImageSet(Name, Spec, _words[..(count * Spec.Length)], labels, ClassNames) { Origins = origins }
            : new ImageSet(Name, Spec, _bytes[..(count * Spec.Length)], labels, ClassNames) { Origins = origins };
    }

    /// <summary>Itself.</summary>
    public override ImageSet ToImageSet() => this;

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        for (var i = 0; i < indices.Length; i++)
        {
            ThrowIfOutside(indices[i]);
            var values = images.Slice(i * Spec.Length, Spec.Length);
            if (BitDepth == 16)
                ToValues(Slice(_words, indices[i]), values);
            else
                ToValues(Slice(_bytes, indices[i]), values);
        }
    }

    private static int CountOf(ImageSpec spec, int samples)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Length <= 0 || samples % spec.Length != 0)
            throw new ArgumentException($"{samples} pixels are not a whole number of {Describe(spec)} images.", nameof(samples));
        return samples / spec.Length;
    }

    private ReadOnlySpan<TSample> Slice<TSample>(ReadOnlyMemory<TSample> samples, int index) => samples.Span.Slice(index * Spec.Length, Spec.Length);

    private TSample[] Copy<TSample>(ReadOnlyMemory<TSample> samples, ReadOnlySpan<int> indices)
    {
        var copy = new TSample[checked(indices.Length * Spec.Length)];
        for (var i = 0; i < indices.Length; i++)
            Slice(samples, indices[i]).CopyTo(copy.AsSpan(i * Spec.Length));
        return copy;
    }

    private string ComputeSha256()
    {
        using var hash = new ImageHash();
        if (BitDepth == 16)
            hash.Append(_words.Span);
        else
            hash.Append(_bytes.Span);
        return hash.Finish(Labels.Span, ClassNames.Count);
    }
}
