using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics.Tensors;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// LeCun's IDX files, big-endian, as MNIST is published (http://yann.lecun.com/exdb/mnist/, "the IDX file format").
/// Images are unsigned bytes and have 3 axes (N, H, W) when grey and 4 (N, C, H, W) otherwise; labels have 1 and are bytes, or 32-bit integers where there are more than 256 classes. Gzip is recognised by its first bytes, whatever the name.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads images and, where given, their labels.</summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels; null for images without labels.</param>
    /// <param name="name">The data set's name; null takes the images' file name without its extensions.</param>
    /// <param name="classNames">The names of the classes; null names them by their number.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind, the counts differ, or a label has no class name.</exception>
    public static ImageSet Read(string imagesPath, string? labelsPath = null, string? name = null, IReadOnlyList<string>? classNames = null)
    {
        var (axes, pixels) = IdxReader.Read(imagesPath, "images", IdxFormat.GreyImagesMagic, IdxFormat.ImagesMagic);
        var labels = labelsPath is null ? [] : ReadLabelsOf(axes[0], imagesPath, labelsPath, classNames);
        return new ImageSet(name ?? Path.GetFileName(imagesPath).Split('.')[0], SpecOf(axes), pixels, labels, labelsPath is null ? null : classNames);
    }

    /// <summary>Reads labels.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One class index an image.</returns>
    /// <exception cref="DataFormatException">The file is missing, damaged or of another kind.</exception>
    public static int[] ReadLabels(string path)
    {
        var (axes, data) = IdxReader.Read(path, "labels", IdxFormat.LabelsMagic, IdxFormat.WideLabelsMagic);
        return data.Length == axes[0] ? Array.ConvertAll(data, label => (int)label) : ToNumbers(data);
    }

    /// <summary>Writes images: whole or not at all, gzipped where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="spec">The size of one image.</param>
    /// <param name="pixels">N·C·H·W bytes, at least one image.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not a whole number of images, or none.</exception>
    public static void WriteImages(string path, ImageSpec spec, ReadOnlyMemory<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Length <= 0 || pixels.IsEmpty || pixels.Length % spec.Length != 0)
            throw new ArgumentException($"{pixels.Length} bytes are not one or more images of {spec.Channels}x{spec.Height}x{spec.Width}.", nameof(pixels));
        Write(path, IdxFormat.Header(spec, pixels.Length / spec.Length), pixels);
    }

    /// <summary>Writes labels: whole or not at all, gzipped where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="labels">One class index an image, at least one.</param>
    /// <exception cref="ArgumentException">There is no label, or one is below 0.</exception>
    public static void WriteLabels(string path, ReadOnlyMemory<int> labels)
    {
        if (labels.IsEmpty)
            throw new ArgumentException("There is no label to write.", nameof(labels));
        var least = TensorPrimitives.Min(labels.Span);
        if (least < 0)
            throw new ArgumentException($"A label is at least 0, got {least}.", nameof(labels));
        var isWide = TensorPrimitives.Max(labels.Span) > byte.MaxValue;
        Write(path, [isWide ? IdxFormat.WideLabelsMagic : IdxFormat.LabelsMagic, (uint)labels.Length], isWide ? ToBytes(labels.Span) : Array.ConvertAll(labels.ToArray(), label => (byte)label));
    }

    /// <summary>As <see cref="Read"/>, but read when asked for where the pixels are more than a budget of bytes.</summary>
    internal static ImageSource Open(string imagesPath, string? labelsPath, string name, IReadOnlyList<string>? classNames, long budget)
    {
        if (IdxReader.LengthOfImages(imagesPath) <= Math.Min(budget, Array.MaxLength))
            return Read(imagesPath, labelsPath, name, classNames);
        var (axes, file) = IdxReader.OpenImages(imagesPath);
        var labels = labelsPath is null ? [] : ReadLabelsOf(axes[0], imagesPath, labelsPath, classNames);
        return new PackedImages(name, file, new SampleLayout(SpecOf(axes), BitDepth: 8), axes[0], budget, labels, labelsPath is null ? null : classNames);
    }

    private static ImageSpec SpecOf(int[] axes) => new() { Channels = axes.Length == 4 ? axes[1] : 1, Height = axes[^2], Width = axes[^1] };

    private static int[] ReadLabelsOf(int count, string imagesPath, string labelsPath, IReadOnlyList<string>? classNames)
    {
        var labels = ReadLabels(labelsPath);
        if (labels.Length != count)
        {
            throw new DataFormatException(labelsPath, $"{count} labels, one for each image of {imagesPath}", $"{labels.Length} labels",
                "The two files do not belong together, or one is incomplete.");
        }

        var outside = classNames is null ? -1 : labels.AsSpan().IndexOfAnyExceptInRange(0, classNames.Count - 1);
        if (outside >= 0)
        {
            throw new DataFormatException(labelsPath, $"labels from 0 to {classNames!.Count - 1}", $"{labels[outside]} for image {outside}",
                "The labels belong to other classes, or the file is damaged.");
        }

        return labels;
    }

    private static int[] ToNumbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(i * sizeof(int))..]);
        return numbers;
    }

    private static byte[] ToBytes(ReadOnlySpan<int> numbers)
    {
        var bytes = new byte[checked(numbers.Length * sizeof(int))];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        return bytes;
    }

    private static void Write(string path, uint[] header, ReadOnlyMemory<byte> data)
    {
        var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            using var gzip = isGzip ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
            var target = gzip ?? stream;
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            foreach (var number in header)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
                target.Write(bytes);
            }

            target.Write(data.Span);
        });
    }
}
