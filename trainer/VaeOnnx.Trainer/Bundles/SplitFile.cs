using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualBasic.FileIO;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// Reads and writes <c>split.csv</c>: the images that were drawn for validation and test, or left out; all others are in the part
/// that the data itself gives them. The manifest holds the file's SHA-256.
/// </summary>
public static class SplitFile
{
    /// <summary>The file's name in a bundle.</summary>
    public const string Name = "split.csv";

    private static readonly string[] s_columns = ["image", "from", "to"];

    /// <summary>Reads a bundle's.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <returns>Empty where the data gave every image its part, and for bundles that have no such file.</returns>
    /// <exception cref="BundleException">The file is missing or altered.</exception>
    public static IReadOnlyList<SplitMove> Read(string folder, BundleManifest manifest)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.Data.SplitSha256 is not { } expected)
            return [];
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new BundleException(path, "the list of the images of each part", "no such file", "Copy the whole bundle.");
        var bytes = File.ReadAllBytes(path);
        var found = Sha256(bytes);
        return found == expected ? Parse(bytes, path) : throw new BundleException(path, $"SHA-256 {expected}", found, "The file was altered: copy the bundle again.");
    }

    internal static byte[] Write(IEnumerable<SplitMove> moves) =>
        Encoding.UTF8.GetBytes(string.Concat(moves.Select(move => Csv.Line(move.Image, move.From, move.To)).Prepend(Csv.Line(s_columns))));

    internal static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static List<SplitMove> Parse(byte[] bytes, string path)
    {
        using var parser = new TextFieldParser(new MemoryStream(bytes), Encoding.UTF8) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false, Delimiters = [","] };
        var moves = new List<SplitMove>();
        for (var line = 0; parser.ReadFields() is { } fields; line++)
        {
            if (fields.Length != s_columns.Length)
                throw new BundleException(path, $"the columns {string.Join(", ", s_columns)}", string.Join(", ", fields));
            if (line > 0)
                moves.Add(new SplitMove(fields[0], fields[1], fields[2]));
        }

        return moves;
    }
}
