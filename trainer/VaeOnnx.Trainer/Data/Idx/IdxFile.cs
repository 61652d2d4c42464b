using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// LeCun's IDX files of unsigned bytes, big-endian, as MNIST is published (https://yann.lecun.org/exdb/mnist/, "the IDX file format").
/// Images have 3 axes (N, H, W) when grey and 4 (N, C, H, W) otherwise; labels have 1. Gzip is recognised by its first bytes, whatever the name.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads images and, where given, their labels.</summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels; null for images without labels.</param>
    /// <param name="name">The data set's name; null takes the images' file name without its extensions.</param>
    /// <param name="classNames">The names of the classes; null names them by their number.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind, the counts differ, or a label has no class name.</exception>
    public static ImageSet Read(string imagesPath, string? labelsPath = null, string? name = null, IReadOnlyList<string>? classNames = null) =>
        throw new NotImplementedException();

    /// <summary>Reads labels.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One class index an image.</returns>
    /// <exception cref="DataFormatException">The file is missing, damaged or of another kind.</exception>
    public static byte[] ReadLabels(string path) => throw new NotImplementedException();

    /// <summary>Writes images: whole or not at all, gzipped where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="spec">The size of one image.</param>
    /// <param name="pixels">N·C·H·W bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not a whole number of images.</exception>
    public static void WriteImages(string path, ImageSpec spec, ReadOnlyMemory<byte> pixels) => throw new NotImplementedException();

    /// <summary>Writes labels: whole or not at all, gzipped where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="labels">One class index an image.</param>
    public static void WriteLabels(string path, ReadOnlyMemory<byte> labels) => throw new NotImplementedException();
}
