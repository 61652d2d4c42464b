using Microsoft.VisualBasic.FileIO;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// A CSV listing (RFC 4180, UTF-8) whose first line names the columns: <c>path</c> (or file, filename, image), and, where there are
/// such, <c>label</c> (or class) and <c>split</c> (or part). Paths are relative to the listing.
/// </summary>
internal static class ListingCatalog
{
    private static readonly string[] s_pathNames = ["path", "file", "filename", "image"];
    private static readonly string[] s_labelNames = ["label", "class"];
    private static readonly string[] s_splitNames = ["split", "part"];

    /// <summary>Reads the listing; the images are not looked at.</summary>
    /// <exception cref="DataFormatException">It is no such listing.</exception>
    public static ImageCatalog Read(string path)
    {
        try
        {
            using var parser = new TextFieldParser(path) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = true, Delimiters = [","] };
            var header = parser.ReadFields() ?? throw new DataFormatException(path, "a first line that names the columns", "an empty file", "Begin with: path,label,split");
            return Read(path, header, parser);
        }
        catch (MalformedLineException e)
        {
            throw new DataFormatException(path, "comma-separated values", $"line {e.LineNumber}, which are none", "Put text with commas or quotes in double quotes.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "a readable listing", e.Message.TrimEnd('.'), innerException: e);
        }
    }

    private static ImageCatalog Read(string path, string[] header, TextFieldParser parser)
    {
        var (file, label, split) = (Column(header, s_pathNames), Column(header, s_labelNames), Column(header, s_splitNames));
        if (file < 0)
            throw new DataFormatException(path, $"a column named {string.Join(" or ", s_pathNames)}", $"columns {string.Join(", ", header)}", "Begin with a line such as: path,label,split");
        var root = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var items = new List<CatalogItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.EndOfData)
        {
            var line = parser.LineNumber;
            if (parser.ReadFields() is not { } fields)
                break;
            if (fields.Length != header.Length)
                throw new DataFormatException(path, $"{header.Length} values a line", $"{fields.Length} in line {line}", "Put text with commas in double quotes.");
            if (!seen.Add(fields[file]))
                throw new DataFormatException(path, "each image once", $"{fields[file]} a second time in line {line}");
            items.Add(Item(path, root, line, fields[file], label < 0 ? null : fields[label], split < 0 ? "train" : fields[split]));
        }

        if (items.Count == 0)
            throw new DataFormatException(path, "at least one image", "a header and nothing else");
        items.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        var columns = new[] { file, label, split }.Where(column => column >= 0).Select(column => header[column]);
        return new ImageCatalog(Path.GetFileNameWithoutExtension(path), path, $"a listing with the columns {string.Join(", ", columns)}", items, PassedOver: 0, Notes: []) { Storage = ImageStorage.Listing };
    }

    private static CatalogItem Item(string path, string root, long line, string file, string? label, string split)
    {
        if (file.Length == 0 || label?.Length == 0)
            throw new DataFormatException(path, file.Length == 0 ? "a path" : "a label", $"none in line {line}");
        var part = PartNames.Find(split) ?? throw new DataFormatException(path, $"a split of {PartNames.Known}", $"'{split}' in line {line}");
        return new CatalogItem(Path.Combine(root, file), file.Replace('\\', '/'), label, part);
    }

    private static int Column(string[] header, string[] names) =>
        Array.FindIndex(header, column => names.Contains(column, StringComparer.OrdinalIgnoreCase));
}
