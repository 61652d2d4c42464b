using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>The options that say where images go, and the checks before the work.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _out = new("--out") { Description = "Where the images go, stored as those that came in (sample: as the training data) unless the name says .npz, idx3 or .gz: a folder of files; an .npz file; an IDX file, gzipped where the name ends in .gz.", HelpName = "PATH", Required = true };
    private readonly Option<string?> _labelsOut = new("--labels-out") { Description = "The labels' IDX file; without it the name beside --out that belongs to it.", HelpName = "FILE" };
    private readonly Option<string?> _sheet = new("--sheet") { Description = "Also write some of the images as one picture: PNG, or WebP where the name ends in .webp.", HelpName = "FILE.png" };
    private readonly Option<ImageStorage?> _as = new("--as") { Description = "Store them so, whatever came in; listing is a folder with a listing.csv.", HelpName = "folder|listing|idx|numpy" };
    private readonly Option<int?> _bits = new("--bits") { Description = "The bits of a channel; as what came in (sample: as the training data) unless given.", HelpName = "8|16" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace existing outputs." };

    public OutputOptions(Command command)
    {
        foreach (var option in (Option[])[_out, _as, _bits, _labelsOut, _sheet, _force])
            command.Add(option);
    }

    /// <summary>Refuses, before anything is loaded, to replace what is there and places that cannot be written.</summary>
    /// <param name="arguments">Name the outputs.</param>
    /// <param name="more">Outputs of the command's own, files or folders; a path may be null where the option was not given.</param>
    public void Require(ParseResult arguments, params (string Option, string? Path)[] more)
    {
        if (arguments.GetValue(_bits) is { } bits and not (8 or 16))
            throw new UsageException($"{_bits.Name}: expected 8 or 16, got {bits}.");
        var force = arguments.GetValue(_force);
        (string, string?)[] files = [(_labelsOut.Name, arguments.GetValue(_labelsOut)), (_sheet.Name, arguments.GetValue(_sheet))];
        Output.RequireFiles(force, files);
        Output.RequireNew(_out.Name, arguments.GetRequiredValue(_out), force, [.. files, .. more]);
        foreach (var (option, path) in more)
        {
            if (path is not null)
                Output.RequireNew(option, path, force);
        }
    }

    /// <summary>The place of the output.</summary>
    public string PathOf(ParseResult arguments) => arguments.GetRequiredValue(_out);

    /// <summary>The picture of some images; null where nobody wants one.</summary>
    public string? Sheet(ParseResult arguments) => arguments.GetValue(_sheet);

    /// <summary>Opens the output; nothing is under its name before it is complete.</summary>
    /// <param name="arguments">Name it.</param>
    /// <param name="plan">From the path: what is written.</param>
    /// <exception cref="UsageException">It cannot be written as that.</exception>
    public ImageWriting Open(ParseResult arguments, Func<string, ImageOutputPlan> plan)
    {
        var path = arguments.GetRequiredValue(_out);
        var wanted = plan(path);
        var bits = arguments.GetValue(_bits);
        wanted = wanted with { Overwrite = arguments.GetValue(_force), Storage = arguments.GetValue(_as) ?? wanted.Storage, BitDepth = bits ?? wanted.BitDepth, ForcesBitDepth = bits is not null };
        if (wanted.Storage == ImageStorage.Idx && wanted.BitDepth == 16)
            throw new UsageException($"{_out.Name}: an IDX file of images holds 8 bits and these have 16. Name an .npz file, or give {_bits.Name} 8.");
        if (wanted.Storage == ImageStorage.Numpy && !path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{_out.Name}: a NumPy archive is known by its name, got '{path}'. Name {Path.TrimEndingDirectorySeparator(path)}.npz, or give {_as.Name} folder.");
        wanted = wanted with { LabelsPath = LabelsPath(arguments, path, wanted) };
        try
        {
            return new ImageWriting(ImageOutput.Create(path, wanted), wanted, path, arguments.GetValue(_sheet));
        }
        catch (IOException e)
        {
            throw new UsageException($"{_out.Name}: {e.Message}");
        }
    }

    // As MNIST names its files: what is called images for the one is called labels for the other.
    private string? LabelsPath(ParseResult arguments, string path, ImageOutputPlan plan)
    {
        if (plan.Storage != ImageStorage.Idx || plan.ClassNames.Count == 0)
            return null;
        if (arguments.GetValue(_labelsOut) is { } named)
            return named;
        var name = Path.GetFileName(path);
        var labels = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal).Replace("idx4", "idx1", StringComparison.Ordinal);
        if (labels == name)
            return null;
        var derived = Path.Combine(Path.GetDirectoryName(path) ?? "", labels);
        Output.RequireFiles(arguments.GetValue(_force), (_labelsOut.Name, derived));
        return derived;
    }
}
