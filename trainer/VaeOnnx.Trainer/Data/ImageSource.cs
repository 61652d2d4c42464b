using System.Globalization;
using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Images of one size, wherever they are: in memory (<see cref="ImageSet"/>) or read when asked for. A pixel is a whole number
/// from 0 (black) to <see cref="MaxSample"/> (white); the order is C, H, W. Immutable, and safe to read from many threads.
/// </summary>
public abstract class ImageSource
{
    private readonly Lazy<float[]> _values;

    /// <summary>Describes images.</summary>
    /// <param name="name">The data set's name, such as <c>mnist</c>; never a path.</param>
    /// <param name="spec">The size of one image and the range of its values as floats.</param>
    /// <param name="count">N, the number of images.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <param name="labels">N class indices; empty for images without labels.</param>
    /// <param name="classNames">The names of the classes in the order of the labels; null names them by their number.</param>
    /// <exception cref="ArgumentException">The parts do not belong together, or a label has no class name.</exception>
    protected ImageSource(string name, ImageSpec spec, int count, int bitDepth, ReadOnlyMemory<int> labels, IReadOnlyList<string>? classNames)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (spec.Channels <= 0 || spec.Height <= 0 || spec.Width <= 0)
            throw new ArgumentException($"Images of {Describe(spec)} have no pixels.", nameof(spec));
        if (bitDepth is not (8 or 16))
            throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "Pixels have 8 or 16 bits.");
        if (!labels.IsEmpty && labels.Length != count)
            throw new ArgumentException($"{labels.Length} labels do not belong to {count} images.", nameof(labels));
        var (least, most) = Range(labels.Span);
        ClassNames = classNames is null ? NumberedClasses(most + 1) : [.. classNames];
        if (least < 0 || most >= ClassNames.Count)
            throw new ArgumentException($"Label {(least < 0 ? least : most)} has no name: there are {ClassNames.Count} classes.", nameof(classNames));
        (Name, Spec, Count, BitDepth, Labels) = (name, spec, count, bitDepth, labels);
        _values = new Lazy<float[]>(ComputeValues);
    }

    /// <summary>The data set's name, such as <c>mnist</c> or <c>synthetic-digits</c>.</summary>
    public string Name { get; }

    /// <summary>The size of one image and the range of its values as floats.</summary>
    public ImageSpec Spec { get; }

    /// <summary>N, the number of images.</summary>
    public int Count { get; }

    /// <summary>The bits of a pixel's channel: 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>The number of a white pixel: 255 or 65,535.</summary>
    public int MaxSample => (1 << BitDepth) - 1;

    /// <summary>The class of each image, an index into <see cref="ClassNames"/>; empty for images without labels.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether the images have labels.</summary>
    public bool IsLabelled => !Labels.IsEmpty;

    /// <summary>The names of the classes in the order of the labels; empty for images without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The file that each image came from; empty where the images are no files of their own, as in IDX.</summary>
    public IReadOnlyList<ImageOrigin> Origins { get; init; } = [];

    /// <summary>
    /// How many images a training draws from at a time: all of them, or, where they are read when asked for, a window that
    /// moves through the data in blocks, so that reading stays near to sequential.
    /// </summary>
    public virtual int ShuffleWindow => Count;

    /// <summary>
    /// The identity of pixels and labels, 64 lower-case hexadecimal digits: SHA-256 over all pixels (16-bit ones little-endian)
    /// followed by all labels (a byte each; four, little-endian, where there are more than 256 classes).
    /// </summary>
    public abstract string Sha256 { get; }

    /// <summary>Reads one image as whole numbers.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <param name="samples">Receives C·H·W numbers from 0 to <see cref="MaxSample"/>.</param>
    /// <exception cref="DataFormatException">The image's file is no longer what it was when the data was opened.</exception>
    public abstract void Read(int index, Span<ushort> samples);

    /// <summary>Some of the images, in the order asked for; an index may repeat.</summary>
    /// <param name="indices">Each from 0 to <see cref="Count"/> − 1.</param>
    public abstract ImageSource Select(ReadOnlySpan<int> indices);

    /// <summary>The first images.</summary>
    /// <param name="count">How many; more than there are gives all of them.</param>
    public virtual ImageSource Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>All images in memory.</summary>
    public virtual ImageSet ToImageSet()
    {
        var length = Spec.Length;
        var samples = new ushort[checked(Count * length)];
        for (var i = 0; i < Count; i++)
            Read(i, samples.AsSpan(i * length, length));
        return InMemory(samples, Labels, Origins);
    }

    /// <summary>Gathers a batch as floats: number s becomes <c>PixelMin + s / MaxSample · (PixelMax − PixelMin)</c>.</summary>
    /// <param name="indices">The batch's images, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="images">Receives [indices.Length, C, H, W], exactly that long.</param>
    /// <exception cref="ArgumentException"><paramref name="images"/> has another length.</exception>
    /// <exception cref="DataFormatException">An image's file is no longer what it was when the data was opened.</exception>
    public virtual void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var samples = new ushort[Spec.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Read(indices[i], samples);
            ToValues<ushort>(samples, images.Slice(i * samples.Length, samples.Length));
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
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count} images {Describe(Spec)}{(BitDepth == 16 ? ", 16 bits" : "")}{(IsLabelled ? $", {ClassNames.Count} classes" : "")}");

    /// <summary>A size as messages show it, such as <c>1x28x28</c>.</summary>
    internal static string Describe(ImageSpec spec) => string.Create(CultureInfo.InvariantCulture, $"{spec.Channels}x{spec.Height}x{spec.Width}");

    /// <summary>What duplicates are found by; computed when first asked for where it is not known already.</summary>
    internal IReadOnlyList<ImageFingerprint> Fingerprints
    {
        get => field ??= ImageFingerprint.Of(this);
        init;
    }

    /// <summary>One value an image, for some of the images; none where there is none.</summary>
    private protected T[] Pick<T>(IReadOnlyList<T> values, ReadOnlySpan<int> indices)
    {
        var picked = new T[values.Count == 0 ? 0 : indices.Length];
        for (var i = 0; i < picked.Length; i++)
        {
            ThrowIfOutside(indices[i]);
            picked[i] = values[indices[i]];
        }

        return picked;
    }

    private protected int[] PickLabels(ReadOnlySpan<int> indices)
    {
        var picked = new int[IsLabelled ? indices.Length : 0];
        for (var i = 0; i < picked.Length; i++)
        {
            ThrowIfOutside(indices[i]);
            picked[i] = Labels.Span[indices[i]];
        }

        return picked;
    }

    /// <summary>Images like these, of samples that were read or made.</summary>
    private protected ImageSet InMemory(ushort[] samples, ReadOnlyMemory<int> labels, IReadOnlyList<ImageOrigin> origins) => BitDepth == 16
        ? new ImageSet(Name, Spec, samples, labels, ClassNames) { Origins = origins }
        : new ImageSet(Name, Spec, Array.ConvertAll(samples, sample => (byte)sample), labels, ClassNames) { Origins = origins };

    /// <summary>By a table, so that every reader of these images gets the same bits.</summary>
    private protected void ToValues<TSample>(ReadOnlySpan<TSample> samples, Span<float> values)
        where TSample : unmanaged, IBinaryInteger<TSample>
    {
        var table = _values.Value;
        for (var i = 0; i < samples.Length; i++)
            values[i] = table[int.CreateTruncating(samples[i])];
    }

    /// <summary>The images that fit a budget of bytes.</summary>
    private protected int StreamedWindow(long budget)
    {
        // A window of fewer would hardly shuffle.
        const long Least = 256;
        return (int)Math.Min(Count, Math.Max(Least, budget / (Spec.Length * (BitDepth / 8L))));
    }

    private protected void ThrowIfNoBatch(ReadOnlySpan<int> indices, Span<float> images)
    {
        if (images.Length != (long)indices.Length * Spec.Length)
            throw new ArgumentException($"{indices.Length} images {Describe(Spec)} need {(long)indices.Length * Spec.Length} values, got {images.Length}.", nameof(images));
    }

    private protected void ThrowIfOutside(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }

    private static (int Least, int Most) Range(ReadOnlySpan<int> labels)
    {
        var (least, most) = (0, -1);
        foreach (var label in labels)
            (least, most) = (Math.Min(least, label), Math.Max(most, label));
        return (least, most);
    }

    private static string[] NumberedClasses(int count) =>
        [.. Enumerable.Range(0, count).Select(label => label.ToString(CultureInfo.InvariantCulture))];

    private float[] ComputeValues()
    {
        var values = new float[MaxSample + 1];
        for (var sample = 0; sample < values.Length; sample++)
            values[sample] = Spec.PixelMin + (sample / (float)MaxSample * (Spec.PixelMax - Spec.PixelMin));
        return values;
    }
}
