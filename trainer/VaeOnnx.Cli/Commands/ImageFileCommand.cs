using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary>A command that loads a bundle and writes images: its common options and checks.</summary>
internal abstract class ImageFileCommand : ConfiguredCommand
{
    /// <summary>Images a row of a sheet.</summary>
    protected const int SheetColumns = 16;

    private readonly Option<bool> _force;

    protected ImageFileCommand(string name, string description)
        : base(name, description)
    {
        Bundle = new BundleOptions(this);
        Out = Add<string>("--out", "IDX file for the images; gzipped where the name ends in .gz.", "FILE", required: true);
        Sheet = Add<string>("--sheet", "Also write some of the images as one picture.", "FILE.png");
        _force = Add("--force", "Replace existing outputs.", false);
    }

    protected BundleOptions Bundle { get; }

    protected Option<string?> Out { get; }

    protected Option<string?> Sheet { get; }

    /// <summary>Refuses, before anything is loaded, to replace what is there.</summary>
    protected void RequireOutputs(ParseResult arguments, params IEnumerable<Option<string?>> more) =>
        Output.RequireFiles(arguments.GetValue(_force), [.. more.Prepend(Sheet).Prepend(Out).Select(option => (option.Name, arguments.GetValue(option)))]);

    /// <summary>Reads images that a bundle can work on.</summary>
    protected static ImageSet ReadImages(string path, string? labelsPath, BundleManifest manifest)
    {
        var images = IdxFile.Read(path, labelsPath);
        var (spec, wanted) = (images.Spec, manifest.Image);
        if (images.Count == 0)
            throw new DataFormatException(path, "at least one image", "none");
        if ((spec.Channels, spec.Height, spec.Width) != (wanted.Channels, wanted.Height, wanted.Width))
        {
            throw new DataFormatException(path, $"images of {wanted.Channels}×{wanted.Height}×{wanted.Width} (channels × height × width), as the bundle was trained on",
                $"{spec.Channels}×{spec.Height}×{spec.Width}", "Use a bundle that was trained on such images, or resize them.");
        }

        return images;
    }
}
