using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>Picture files on their way in and out: one file to one file, or a folder's to a folder under the same names.</summary>
internal sealed class PictureFiles
{
    private readonly string _in;
    private readonly string _out;
    private readonly bool _isFolder;

    private PictureFiles(string input, string output, bool isFolder, IReadOnlyList<string> names) => (_in, _out, _isFolder, Names) = (input, output, isFolder, names);

    /// <summary>The pictures' names relative to the folder; of a single file its own.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds the pictures of an input; null where it is none of files, such as an IDX file.</summary>
    /// <exception cref="UsageException">The output would be the input, or of a kind that is not written.</exception>
    public static PictureFiles? Find(string input, string output)
    {
        var isFolder = Directory.Exists(input);
        if (Path.GetExtension(input).ToLowerInvariant() is ".tif" or ".tiff")
            throw new UsageException($"--in: {input} is a TIFF file, which is not read: convert it to PNG, which holds 8 and 16 bits without loss.");
        var names = isFolder ? Picture.FilesIn(input) : Picture.IsNamed(input) ? [Path.GetFileName(input)] : [];
        if (names.Count == 0)
            return null;
        if (Path.GetFullPath(input) == Path.GetFullPath(output))
            throw new UsageException($"--in and --out both name {input}. Give the output a name of its own.");
        if (!isFolder && Picture.FormatOf(output) is null)
            throw new UsageException($"--out: {output} is no name of a picture. Name a .png, .jpg, .bmp or .webp file.");
        return new PictureFiles(input, output, isFolder, names);
    }

    /// <summary>Reads a picture.</summary>
    public Picture Read(string name) => Picture.Read(_isFolder ? Path.Combine(_in, name) : _in);

    /// <summary>Writes a picture under its name: with its own kind in a folder, with the name's where a file is named. What that kind cannot hold goes to PNG.</summary>
    /// <returns>The file.</returns>
    public string Write(string name, Picture picture)
    {
        var path = _isFolder ? Path.Combine(_out, name) : _out;
        var format = _isFolder ? picture.Format : Picture.FormatOf(_out)!.Value;
        if (format == ImageFileFormat.Bmp && picture.Channels == 4)
            (format, path) = (ImageFileFormat.Png, Path.ChangeExtension(path, ".png"));
        if (picture.BitDepth == 16 && format != ImageFileFormat.Png)
            throw new UsageException($"--out: {path} holds 8 bits and {name} has 16. Name a .png file.");
        if (picture.Channels == 4 && format == ImageFileFormat.Jpeg)
            throw new UsageException($"--out: {path} holds no alpha and {name} has some. Name a .png or .webp file.");
        Save(path, picture.Encode(format));
        return path;
    }

    /// <summary>Writes a map that belongs to a picture: to the file that is named, or under the picture's name into the folder.</summary>
    public void WriteMap(string name, string output, Picture map) => Save(_isFolder ? Path.Combine(output, $"{name}.png") : output, map.Encode(ImageFileFormat.Png));

    private static void Save(string path, byte[] file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        AtomicFile.WriteAllBytes(path, file);
    }
}
