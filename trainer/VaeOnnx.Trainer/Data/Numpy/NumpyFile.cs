using System.Globalization;
using System.IO.Compression;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// NumPy archives (<c>.npz</c>) as MedMNIST ships them: <c>train_images</c>, <c>train_labels</c>, <c>val_images</c>, … <c>test_labels</c>;
/// also <c>x_train</c>, <c>y_train</c>, … as Keras does, and <c>images</c>, <c>labels</c> undivided. A <c>.npy</c> file is images alone.
/// </summary>
internal sealed class NumpyFile(string path, ImageReadOptions options)
{
    private static readonly string[][] s_parts = [["train"], ["val", "validation", "valid"], ["test"]];

    private readonly string _name = Path.GetFileNameWithoutExtension(path);

    /// <summary>Reads an archive or an array.</summary>
    /// <exception cref="DataFormatException">It is no such file.</exception>
    public static ReadData Read(string path, ImageReadOptions options)
    {
        try
        {
            return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? new NumpyFile(path, options).ReadArray() : new NumpyFile(path, options).ReadArchive();
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, "an intact archive", $"a damaged one ({e.Message.TrimEnd('.')})", "Copy or download it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "a readable file", e.Message.TrimEnd('.'), innerException: e);
        }
    }

    private ReadData ReadArray()
    {
        using var file = File.OpenRead(path);
        var images = new NumpyArray(path, file).ReadImages(_name, labels: [], classNames: [], options.MemoryBudget);
        return PackedConversion.Finish(new DataParts(images) { Storage = ImageStorage.Numpy }, "a NumPy array of images", options);
    }

    private ReadData ReadArchive()
    {
        using var archive = ZipFile.OpenRead(path);
        var names = s_parts.Select(part => Find(archive, part)).ToArray();
        if (names[0].Images is null)
            names[0] = (EntryOf(archive, "images"), EntryOf(archive, "labels"));
        if (names[0].Images is null)
            throw new DataFormatException(path, "an array train_images, x_train or images", archive.Entries.Count == 0 ? "no array" : string.Join(", ", archive.Entries.Take(20).Select(entry => NameOf(entry))), "Name the arrays as MedMNIST does: train_images, train_labels, val_images, … test_labels.");
        var labels = names.Select(part => part.Labels is null ? [] : Open(part.Labels, array => array.ReadLabels())).ToArray();
        string[] classNames = labels[0].Length == 0 ? [] : [.. Enumerable.Range(0, labels[0].Max() + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        var parts = names.Zip(labels, (part, partLabels) => part.Images is null ? null : ReadImages(part.Images, part.Labels, partLabels, classNames)).ToArray();
        var found = names.SelectMany(part => new[] { part.Images, part.Labels }).OfType<ZipArchiveEntry>().Select(NameOf);
        return PackedConversion.Finish(new DataParts(parts[0]!, parts[1], parts[2]) { Storage = ImageStorage.Numpy }, $"a NumPy archive with {string.Join(", ", found)}", options);
    }

    private ImageSource ReadImages(ZipArchiveEntry images, ZipArchiveEntry? labelsFrom, int[] labels, string[] classNames) => Open(images, array =>
    {
        if (labelsFrom is null != (classNames.Length == 0))
            throw new DataFormatException(path, "labels for every part, or for none", $"none for {NameOf(images)}");
        if (labelsFrom is not null && labels.Length != array.Count)
            throw new DataFormatException(path, $"{array.Count} labels, one for each of {NameOf(images)}", $"{labels.Length} in {NameOf(labelsFrom)}");
        var unknown = labels.AsSpan().IndexOfAnyExceptInRange(0, Math.Max(0, classNames.Length - 1));
        if (unknown >= 0)
            throw new DataFormatException(path, $"labels from 0 to {classNames.Length - 1}, as in training", $"{labels[unknown]} in {NameOf(labelsFrom!)}", "A class that nothing was trained on cannot be tested.");
        return array.ReadImages(_name, labels, classNames, options.MemoryBudget);
    });

    private T Open<T>(ZipArchiveEntry entry, Func<NumpyArray, T> read)
    {
        using var stream = entry.Open();
        return read(new NumpyArray($"{path}/{NameOf(entry)}", stream));
    }

    private static (ZipArchiveEntry? Images, ZipArchiveEntry? Labels) Find(ZipArchive archive, string[] part) => (
        part.Select(name => EntryOf(archive, $"{name}_images") ?? EntryOf(archive, $"x_{name}")).FirstOrDefault(entry => entry is not null),
        part.Select(name => EntryOf(archive, $"{name}_labels") ?? EntryOf(archive, $"y_{name}")).FirstOrDefault(entry => entry is not null));

    private static ZipArchiveEntry? EntryOf(ZipArchive archive, string name) => archive.GetEntry(name + ".npy");

    private static string NameOf(ZipArchiveEntry entry) => Path.GetFileNameWithoutExtension(entry.FullName);
}
