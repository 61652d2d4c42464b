using System.IO.Enumeration;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// A folder of image files: sub-folders train, validation and test or none; in each, one sub-folder a class or the images themselves.
/// Hidden files are left out; a link to a file is read, a link to a folder only where it is a class or a part, so that no loop of links is followed.
/// </summary>
internal static class FolderCatalog
{
    /// <summary>Whether there is an image file somewhere in it.</summary>
    public static bool HasImages(string folder) => Files(folder).Any(IsImage);

    /// <summary>The image files in it and in its sub-folders, relative to it.</summary>
    public static IReadOnlyList<string> ImagesIn(string folder) =>
        [.. Files(folder).Where(IsImage).Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    /// <summary>Lists the folder's images.</summary>
    /// <exception cref="DataFormatException">It has none, or a folder in it cannot be read, or it is not clear what classes or parts they have.</exception>
    public static ImageCatalog Read(string folder)
    {
        try
        {
            return ReadAll(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFormatException(folder, "folders that can be read", e.Message.TrimEnd('.'), "Check their permissions.", e);
        }
    }

    private static ImageCatalog ReadAll(string folder)
    {
        var walk = new Walk(folder);
        var subfolders = Subfolders(folder);
        var parts = subfolders.Select(sub => (Folder: sub, Part: PartNames.Find(Path.GetFileName(sub)))).ToArray();
        string layout;
        if (parts.Any(part => part.Part == DataPart.Train))
        {
            foreach (var part in parts)
                walk.AddPart(part.Folder, part.Part ?? throw new DataFormatException(folder, $"sub-folders {PartNames.Known} only, as there is one of them", $"'{Path.GetFileName(part.Folder)}'", "Move it, or name the folder above as data."));
            layout = $"a folder with sub-folders {string.Join(", ", subfolders.Select(Path.GetFileName))}, each with {(walk.IsLabelled ? "one sub-folder a class" : "images")}";
            if (Directory.EnumerateFiles(folder).FirstOrDefault(file => IsImage(file) && !IsHidden(file)) is { } stray)
                throw Unclear(folder, stray);
        }
        else
        {
            walk.AddPart(folder, DataPart.Train);
            layout = walk.IsLabelled ? "a folder with one sub-folder a class" : "a folder of images without classes";
        }

        if (walk.Items.Count == 0)
            throw new DataFormatException(folder, "image files (.png, .jpg, .bmp, .webp)", walk.PassedOver == 0 ? "no file" : $"{walk.PassedOver} files of other kinds", "Name the folder that holds the images, or one sub-folder a class.");
        walk.Items.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        return new ImageCatalog(NameOf(folder), folder, layout, walk.Items, walk.PassedOver, walk.Notes) { Storage = ImageStorage.Folder };
    }

    /// <summary>A data set's name from its folder's.</summary>
    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { Length: > 0 } name ? name : "images";

    private static DataFormatException Unclear(string folder, string image) =>
        new(folder, "images in sub-folders only, or no sub-folders with images", $"both: {Path.GetFileName(image)} lies beside sub-folders with images", "Put it into the sub-folder of its class.");

    private static bool IsImage(string file) => ImageFile.Extensions.Contains(Path.GetExtension(file));

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.') || File.GetAttributes(path).HasFlag(FileAttributes.Hidden);

    private static string[] Subfolders(string folder) => [.. Directory.EnumerateDirectories(folder).Where(sub => !IsHidden(sub)).Order(StringComparer.Ordinal)];

    private static FileSystemEnumerable<string> Files(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    private sealed class Walk(string root)
    {
        public List<CatalogItem> Items { get; } = [];

        public List<string> Notes { get; } = [];

        public int PassedOver { get; private set; }

        public bool IsLabelled => Items.Exists(item => item.ClassName is not null);

        public void AddPart(string folder, DataPart part)
        {
            var before = Items.Count;
            var empty = new List<string>();
            foreach (var sub in Subfolders(folder))
            {
                if (Add(Files(sub), part, Path.GetFileName(sub)) == 0)
                    empty.Add(Path.GetFileName(sub));
            }

            if (empty.Count > 0)
                Notes.Add($"{Path.GetRelativePath(root, folder)}: no image in {string.Join(", ", empty)}");
            var direct = Directory.EnumerateFiles(folder).Where(file => !IsHidden(file)).ToArray();
            if (Items.Count > before && Array.Find(direct, IsImage) is { } stray)
                throw Unclear(folder, stray);
            Add(direct, part, className: null);
        }

        private int Add(IEnumerable<string> files, DataPart part, string? className)
        {
            var before = Items.Count;
            foreach (var file in files)
            {
                if (IsImage(file))
                    Items.Add(new CatalogItem(file, Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), className, part));
                else
                    PassedOver++;
            }

            return Items.Count - before;
        }
    }
}
