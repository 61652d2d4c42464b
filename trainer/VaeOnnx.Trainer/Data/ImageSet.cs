using System.Globalization;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Images in memory: bytes in the order N, C, H, W (0 black, 255 white), with a label each where the data has labels.
/// Immutable (the memory given to the constructor must not be changed afterwards) and safe to read from many threads.
/// </summary>
public sealed class ImageSet
{
    private readonly Lazy<string> _sha256;
    private readonly Lazy<float[]> _values;

    /// <summary>Wraps images; nothing is copied.</summary>
    /// <param name="name">The data set's name, such as <c>mnist</c>; never a path.</param>
    /// <param name="spec">The size of one image and the range of its values as floats.</param>
    /// <param name="pixels">N·C·H·W bytes.</param>
    /// <param name="labels">N class indices; empty for images without labels.</param>
    /// <param name="classNames">The names of the classes in the order of the labels; null names them by their number.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together, or a label has no class name.</exception>
    public ImageSet(string name, ImageSpec spec, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels = default, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Channels <= 0 || spec.Height <= 0 || spec.Width <= 0 || pixels.Length % spec.Length != 0)
            throw new ArgumentException($"{pixels.Length} bytes are not a whole number of {Describe(spec)} images.", nameof(pixels));
        Name = name;
        Spec = spec;
        Count = pixels.Length / spec.Length;
        Pixels = pixels;
        Labels = labels;
        if (!labels.IsEmpty && labels.Length != Count)
            throw new ArgumentException($"{labels.Length} labels do not belong to {Count} images.", nameof(labels));
        ClassNames = classNames is null ? NumberedClasses(labels.Span) : [.. classNames];
        if (!labels.IsEmpty && Max(labels.Span) >= ClassNames.Count)
            throw new ArgumentException($"Label {Max(labels.Span)} has no name: there are {ClassNames.Count} classes.", nameof(classNames));
        _sha256 = new Lazy<string>(ComputeSha256);
        _values = new Lazy<float[]>(ComputeValues);
    }

    /// <summary>The data set's name, such as <c>mnist</c> or <c>synthetic-digits</c>.</summary>
    public string Name { get; }

    /// <summary>The size of one image and the range of its values as floats.</summary>
    public ImageSpec Spec { get; }

    /// <summary>N, the number of images.</summary>
    public int Count { get; }

    /// <summary>All images, N·C·H·W bytes.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The class of each image, an index into <see cref="ClassNames"/>; empty for images without labels.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Whether the images have labels.</summary>
    public bool IsLabelled => !Labels.IsEmpty;

    /// <summary>The names of the classes in the order of the labels; empty for images without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>SHA-256 over all pixels followed by all labels, 64 lower-case hexadecimal digits; computed once, when first asked for.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>The C·H·W bytes of one image.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Image(int index)
    {
        ThrowIfOutside(index);
        return Pixels.Span.Slice(index * Spec.Length, Spec.Length);
    }

    /// <summary>Copies some of the images, in the order asked for; an index may repeat.</summary>
    /// <param name="indices">Each from 0 to <see cref="Count"/> − 1.</param>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        var pixels = new byte[checked(indices.Length * Spec.Length)];
        var labels = new byte[IsLabelled ? indices.Length : 0];
        for (var i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * Spec.Length));
            if (IsLabelled)
                labels[i] = Labels.Span[indices[i]];
        }

        return new ImageSet(Name, Spec, pixels, labels, ClassNames);
    }

    /// <summary>The first images, without a copy.</summary>
    /// <param name="count">How many; more than there are gives all of them.</param>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        count = Math.Min(count, Count);
        return new ImageSet(Name, Spec, Pixels[..(count * Spec.Length)], IsLabelled ? Labels[..count] : default, ClassNames);
    }

    /// <summary>Gathers a batch as floats: byte b becomes <c>PixelMin + b / 255 · (PixelMax − PixelMin)</c>.</summary>
    /// <param name="indices">The batch's images, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="images">Receives [indices.Length, C, H, W], exactly that long.</param>
    /// <exception cref="ArgumentException"><paramref name="images"/> has another length.</exception>
    public void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        if (images.Length != (long)indices.Length * Spec.Length)
            throw new ArgumentException($"{indices.Length} images {Describe(Spec)} need {(long)indices.Length * Spec.Length} values, got {images.Length}.", nameof(images));
        var values = _values.Value;
        for (var i = 0; i < indices.Length; i++)
        {
            var source = Image(indices[i]);
            var target = images.Slice(i * Spec.Length, source.Length);
            for (var j = 0; j < source.Length; j++)
                target[j] = values[source[j]];
        }
    }

    /// <summary>Gathers a batch's labels, in the type that TorchSharp's losses take.</summary>
    /// <param name="indices">The batch's images, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="labels">Receives the class indices, exactly as long as <paramref name="indices"/>.</param>
    /// <exception cref="InvalidOperationException">The images have no labels.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> has another length.</exception>
    public void GatherLabels(ReadOnlySpan<int> indices, Span<long> labels)
    {
        if (!IsLabelled)
            throw new InvalidOperationException($"The images of '{Name}' have no labels.");
        if (labels.Length != indices.Length)
            throw new ArgumentException($"{indices.Length} images have as many labels, got room for {labels.Length}.", nameof(labels));
        for (var i = 0; i < indices.Length; i++)
        {
            ThrowIfOutside(indices[i]);
            labels[i] = Labels.Span[indices[i]];
        }
    }

    /// <summary>For example <c>mnist: 60000 images 1x28x28, 10 classes</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count} images {Describe(Spec)}{(IsLabelled ? $", {ClassNames.Count} classes" : "")}");

    private static string Describe(ImageSpec spec) => string.Create(CultureInfo.InvariantCulture, $"{spec.Channels}x{spec.Height}x{spec.Width}");

    private static string[] NumberedClasses(ReadOnlySpan<byte> labels)
    {
        var names = new string[labels.IsEmpty ? 0 : Max(labels) + 1];
        for (var i = 0; i < names.Length; i++)
            names[i] = i.ToString(CultureInfo.InvariantCulture);
        return names;
    }

    private static byte Max(ReadOnlySpan<byte> labels)
    {
        byte max = 0;
        foreach (var label in labels)
            max = Math.Max(max, label);
        return max;
    }

    private string ComputeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Pixels.Span);
        hash.AppendData(Labels.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The float of each byte: a table, so that every reader of these images gets the same bits.</summary>
    private float[] ComputeValues()
    {
        var values = new float[256];
        for (var b = 0; b < values.Length; b++)
            values[b] = Spec.PixelMin + (b / 255f * (Spec.PixelMax - Spec.PixelMin));
        return values;
    }

    private void ThrowIfOutside(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
