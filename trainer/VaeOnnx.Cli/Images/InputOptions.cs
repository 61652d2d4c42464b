using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>The options that name the images that a bundle works on, and the one way to read them as the bundle takes them.</summary>
internal sealed class InputOptions
{
    private const string Kinds = "a folder (one sub-folder a class, or none; or the four IDX files), a CSV listing, an .npz or an IDX file.";

    private readonly Option<string> _in;
    private readonly Option<string?> _labels = new("--labels") { Description = "The labels of an IDX file of images; without it the file beside it that has the name for that.", HelpName = "FILE" };
    private readonly Option<ImagePart> _part = new("--part") { Description = "Which images, where the data is divided.", DefaultValueFactory = _ => ImagePart.Train };
    private readonly Option<ImageFit?> _fit = new("--fit") { Description = "How images of another size are made to fit; as in training unless given. Undone on writing where it can be.", HelpName = "resize|pad|crop|contain|cover" };
    private readonly Option<bool> _skipBroken = new("--skip-broken") { Description = "Leave out files that cannot be used, list and count them; without it the first one ends the run." };

    /// <param name="command">Gets the options.</param>
    /// <param name="optionalUse">What images are used for where a command can do without; null where it cannot.</param>
    public InputOptions(Command command, string? optionalUse = null)
    {
        _in = new Option<string>("--in") { Description = $"{optionalUse ?? "The images"}: {Kinds}", HelpName = "PATH", Required = optionalUse is null };
        foreach (var option in (Option[])[_in, _labels, _part, _fit, _skipBroken])
            command.Add(option);
    }

    /// <summary>Whether images were named.</summary>
    public bool AreGiven(ParseResult arguments) => arguments.GetValue(_in) is not null;

    /// <summary>The place of the images.</summary>
    public string PathOf(ParseResult arguments) => arguments.GetRequiredValue(_in);

    /// <summary>Whether images are to be left out where they are broken.</summary>
    public bool SkipsBroken(ParseResult arguments) => arguments.GetValue(_skipBroken);

    /// <summary>Whether the images are to be made to fit, or have labels beside them: then all are read with one size.</summary>
    public bool AsksForOneSize(ParseResult arguments) => arguments.GetValue(_fit) is not null || arguments.GetValue(_labels) is not null;

    /// <summary>Reads the images, of the size and the channels that the bundle takes.</summary>
    /// <exception cref="DataFormatException">There are none, or they are of another size and nothing says how they fit.</exception>
    public InputImages Read(ParseResult arguments, BundleManifest manifest, Shell shell, CancellationToken cancellation)
    {
        var path = arguments.GetRequiredValue(_in);
        var read = arguments.GetValue(_labels) is { } labels ? Labelled(path, labels, manifest) : ImageData.Read(path, OptionsOf(arguments, manifest), new ReadingDisplay(shell), cancellation);
        read.Report.SayTo(shell);
        var images = Part(read.Parts, arguments.GetValue(_part), path);
        var (spec, wanted) = (images.Spec, manifest.Image);
        if ((spec.Channels, spec.Height, spec.Width) != (wanted.Channels, wanted.Height, wanted.Width))
        {
            throw new DataFormatException(path, $"images of {wanted.Channels}×{wanted.Height}×{wanted.Width} (channels × height × width), as the bundle was trained on",
                $"{spec.Channels}×{spec.Height}×{spec.Width}", "Say how they are made to fit (--fit resize, pad, crop, contain or cover), or use a bundle that was trained on such images.");
        }

        return new InputImages(images, read.Report.Fit, manifest.Image) { Storage = read.Parts.Storage };
    }

    private static ReadData Labelled(string path, string labels, BundleManifest manifest) => new(
        new DataParts(IdxFile.Read(path, labels, classNames: manifest.ClassNames.Count > 0 ? manifest.ClassNames : null)) { Storage = ImageStorage.Idx }, new ImageReadReport { Layout = "an IDX file of images and one of labels" });

    private ImageReadOptions OptionsOf(ParseResult arguments, BundleManifest manifest)
    {
        var fit = arguments.GetValue(_fit) ?? manifest.Fit;
        return new ImageReadOptions
        {
            Channels = manifest.Image.Channels switch { 1 => ImageChannels.Grey, 3 => ImageChannels.Colour, _ => ImageChannels.Alpha },
            Fit = fit,
            Height = fit is null ? null : manifest.Image.Height,
            Width = fit is null ? null : manifest.Image.Width,
            SkipBroken = arguments.GetValue(_skipBroken),
        };
    }

    private static ImageSource Part(DataParts parts, ImagePart part, string path) => part switch
    {
        ImagePart.Validation => parts.Validation,
        ImagePart.Test => parts.Test,
        _ => parts.Train,
    } ?? throw new DataFormatException(path, $"{part.ToString().ToLowerInvariant()} images", "none in this data", "Leave out --part.");
}
