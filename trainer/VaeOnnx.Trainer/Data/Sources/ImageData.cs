namespace VaeOnnx.Trainer.Data;

/// <summary>Reads images from wherever they are, and finds out by looking how they lie there.</summary>
/// <remarks>
/// <para>A folder: the four IDX files of an MNIST-like set (itself, or its sub-folder <c>mnist</c> or <c>MNIST/raw</c>); one <c>.npz</c> archive;
/// image files, with one sub-folder a class or without classes, all that perhaps in sub-folders <c>train</c>, <c>validation</c> and <c>test</c>.</para>
/// <para>A file: an IDX file of images; a NumPy archive as MedMNIST ships them, or an array; a CSV listing with the columns path, label and split.</para>
/// <para>Image files are PNG, JPEG, BMP and WebP, told apart by their content. Their bytes are taken as stored, without colour management.</para>
/// </remarks>
public static class ImageData
{
    private const string IdxAdvice = "Name the folder that holds these files.";

    /// <summary>Reads a folder or a file.</summary>
    /// <param name="path">The place.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told about the reading of image files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataFormatException">There is no data, or it is broken or not of one size and the options do not say what to do then.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public static ReadData Read(string path, ImageReadOptions? options = null, IProgress<ReadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Read(path, options ?? new ImageReadOptions(), progress, advice: null, cancellationToken);

    internal static ReadData Read(string path, ImageReadOptions options, IProgress<ReadProgress>? progress, string? advice, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options = options.Validated();
        if (FindCatalog(path, advice) is { } catalog)
            return CatalogReader.Read(catalog, options, progress, cancellationToken);
        if (Directory.Exists(path))
            return ReadFolder(path, options, advice);
        if (!File.Exists(path))
            throw new DataFormatException(path, "a folder or a file of images", "nothing", advice ?? "Check the path.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" or ".npy" => NumpyFile.Read(path, options),
            var extension when ImageFile.Extensions.Contains(extension) => throw new DataFormatException(path, "a folder, a listing or a file of many images", "one image", "Name the folder that it lies in."),
            _ => ReadIdx(path, options),
        };
    }

    /// <summary>The image files of a folder or a listing; null where a path is something else.</summary>
    internal static ImageCatalog? FindCatalog(string path, string? advice = null)
    {
        if (File.Exists(path) && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            return ListingCatalog.Read(path);
        return Directory.Exists(path) && IdxFolder.Find(path, advice ?? IdxAdvice) is null && Directory.GetFiles(path, "*.npz").Length == 0 && FolderCatalog.HasImages(path)
            ? FolderCatalog.Read(path)
            : null;
    }

    private static ReadData ReadFolder(string folder, ImageReadOptions options, string? advice)
    {
        if (IdxFolder.Find(folder, advice ?? IdxAdvice) is { } idx)
            return idx.Read(options);
        var archives = Directory.GetFiles(folder, "*.npz");
        if (archives.Length == 1)
            return NumpyFile.Read(archives[0], options);
        if (archives.Length > 1)
            throw new DataFormatException(folder, "one .npz archive", $"{archives.Length}: {string.Join(", ", archives.Order(StringComparer.Ordinal).Select(Path.GetFileName))}", advice ?? "Name the one to use.");
        throw new DataFormatException(folder, $"{IdxFolder.Description}; or a .npz archive; or image files (.png, .jpg, .bmp, .webp), one sub-folder a class or none", "none of them", advice ?? "Name the folder that holds the data.");
    }

    /// <summary>One file of images; of labels too, where a file beside it has the name that belongs to it.</summary>
    private static ReadData ReadIdx(string path, ImageReadOptions options)
    {
        var name = Path.GetFileName(path);
        var labels = Path.Combine(Path.GetDirectoryName(path) ?? "", name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal).Replace("idx4", "idx1", StringComparison.Ordinal));
        var labelsPath = labels != path && File.Exists(labels) ? labels : null;
        var images = IdxFile.Open(path, labelsPath, name.Split('.')[0], classNames: null, options.MemoryBudget);
        return PackedConversion.Finish(new DataParts(images) { Storage = ImageStorage.Idx }, labelsPath is null ? "an IDX file of images" : $"an IDX file of images, its labels beside it in {Path.GetFileName(labelsPath)}", options);
    }
}
