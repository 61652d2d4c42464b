using System.Text;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Writes a folder of image files, and a listing of them where one is planned.</summary>
internal sealed class FolderOutput : ImageOutput
{
    private const string ManifestName = "manifest.jsonl";
    private const string ListingName = "listing.csv";

    private readonly string _temporary;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly StringBuilder _listing = new();

    public FolderOutput(string path, ImageOutputPlan plan)
        : this(path, plan, $"{path}.{Guid.NewGuid():N}.tmp")
    {
    }

    private FolderOutput(string path, ImageOutputPlan plan, string temporary)
        : base(path, plan, Begin(path, plan, temporary)) => _temporary = temporary;

    private protected override string WriteOne(DecodedImage image, OutputImage from)
    {
        var file = FittedBack(image, from.Origin);
        var format = from.Origin?.Format ?? ImageFileFormat.Png;
        if ((file.Channels == 4 && format == ImageFileFormat.Bmp) || file.BitDepth == 16)
            format = ImageFileFormat.Png;
        var name = NameOf(from, format);
        if (!_names.Add(name))
            throw new ArgumentException($"{name} was written already: images that share a source and a draw have one name.", nameof(from));
        var path = System.IO.Path.Combine(_temporary, name.Replace('/', System.IO.Path.DirectorySeparatorChar));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageEncoder.Encode(file, format));
        _listing.Append(Csv.Line(from.Label is { } label ? [name, Plan.ClassNames[label]] : [name]));
        return name;
    }

    private protected override void Publish()
    {
        if (Plan.Storage == ImageStorage.Listing)
            File.WriteAllText(System.IO.Path.Combine(_temporary, ListingName), Csv.Line(Plan.ClassNames.Count > 0 ? ["path", "label"] : ["path"]) + _listing);
        if (!Directory.Exists(Path))
        {
            Directory.Move(_temporary, Path);
            return;
        }

        var old = $"{_temporary}.old";
        Directory.Move(Path, old);
        Directory.Move(_temporary, Path);
        Directory.Delete(old, recursive: true);
    }

    private protected override void Discard()
    {
        if (Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }

    private static string Begin(string path, ImageOutputPlan plan, string temporary)
    {
        if (File.Exists(path))
            throw new IOException($"{path} is a file: name a folder.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            // What somebody else put there, perhaps the very images that came in, is never deleted.
            if (!File.Exists(System.IO.Path.Combine(path, ManifestName)))
                throw new IOException($"{path} holds something else than written images (no {ManifestName}). Name another folder.");
            if (!plan.Overwrite)
                throw new IOException($"{path} exists. Name another folder, or let it be replaced (--force).");
        }

        Directory.CreateDirectory(temporary);
        return System.IO.Path.Combine(temporary, ManifestName);
    }

    /// <summary>With the channels, the bits and, where the fit can be undone, the size of the file that it came from.</summary>
    private DecodedImage FittedBack(DecodedImage image, ImageOrigin? origin)
    {
        if (origin is null)
            return image;
        var file = PixelConversion.WithDepth(PixelConversion.WithChannels(image, origin.Channels), Plan.ForcesBitDepth ? Plan.BitDepth : origin.BitDepth);
        return Plan.Fit is { } fit ? FitUndo.Apply(file, fit, origin.Height, origin.Width) : file;
    }

    private string NameOf(OutputImage image, ImageFileFormat format)
    {
        var draw = Plan.NamesDraws && image.Seed is not null ? FormattableString.Invariant($"-{image.Draw + 1}") : "";
        if (image.Origin is not { } origin)
        {
            var folder = image.Label is { } label ? $"{SafeName(Plan.ClassNames[label])}/" : "";
            return FormattableString.Invariant($"{folder}{image.Pair?.Number ?? image.SourceIndex ?? Written:D6}{draw}.{ImageEncoder.ExtensionOf(format)}");
        }

        var extension = System.IO.Path.GetExtension(origin.Path);
        var kept = ImageEncoder.Fits(extension, format) ? extension : $".{ImageEncoder.ExtensionOf(format)}";
        return SafePath(origin.Path[..^extension.Length]) + draw + kept;
    }

    /// <summary>A listing may name files above its folder: none is written outside the output.</summary>
    private static string SafePath(string path) =>
        string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name is not ("." or "..")).Select(SafeName));

    private static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(c => c is '/' or '\\' or ':' || char.IsControl(c) ? '_' : c));
        return safe is "" or "." or ".." ? "_" : safe;
    }
}
