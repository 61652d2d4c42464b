using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What images are to be written, and as what.</summary>
public sealed record ImageOutputPlan
{
    private static readonly string[] s_idxNames = ["idx3", "idx4"];

    /// <summary>As what.</summary>
    public required ImageStorage Storage { get; init; }

    /// <summary>The images as the model gives them.</summary>
    public required ImageSpec Spec { get; init; }

    /// <summary>How many there will be.</summary>
    public required int Count { get; init; }

    /// <summary>Whether there may be fewer, but at least one: what makes them may refuse some.</summary>
    public bool MayBeFewer { get; init; }

    /// <summary>The bits of a channel: 8 or 16. Where files are written, an image that came from a file has that file's, unless <see cref="ForcesBitDepth"/>.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>Whether every image has <see cref="BitDepth"/>, whatever file it came from; with 16 bits it is a PNG file then.</summary>
    public bool ForcesBitDepth { get; init; }

    /// <summary>How the images were made to fit the model: undone where it can be, so that an image has its file's size again.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>The names of the classes in the order of the labels; empty without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Whether an image's draw is part of its file's name, where it has a seed: needed where one image gives several.</summary>
    public bool NamesDraws { get; init; }

    /// <summary>For <see cref="ImageStorage.Idx"/>: the file of labels; null writes none.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>Whether an earlier output may be replaced. A folder that is no output of this kind never is.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The plan to write images as what came in: in the same storage and depth, unless the output's name asks for another (see <see cref="StorageFor"/>).</summary>
    /// <param name="source">What came in.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="fit">How it was made to fit, as the reading reported.</param>
    /// <param name="copies">How many images are made of each.</param>
    /// <param name="storage">How it lay on disk; null where that is not known: files to a folder, everything else to an IDX file.</param>
    public static ImageOutputPlan Like(ImageSource source, string path, ImageFit? fit = null, int copies = 1, ImageStorage? storage = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        return new ImageOutputPlan
        {
            Storage = StorageFor(path, storage ?? (source.Origins.Count > 0 ? ImageStorage.Folder : ImageStorage.Idx)),
            Spec = source.Spec,
            BitDepth = source.BitDepth,
            Count = checked(source.Count * copies),
            Fit = fit,
            ClassNames = source.ClassNames,
            NamesDraws = copies > 1,
        };
    }

    /// <summary>What an output becomes: by its name, where that is one of a NumPy archive (<c>.npz</c>) or of an IDX file (<c>idx3</c>, <c>idx4</c>, <c>.gz</c>); else what came in, or what a model was trained on.</summary>
    /// <param name="path">The name.</param>
    /// <param name="otherwise">What came in; null where nothing is known of it: a folder.</param>
    public static ImageStorage StorageFor(string path, ImageStorage? otherwise)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var name = Path.GetFileName(path);
        if (name.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return ImageStorage.Numpy;
        var isIdx = s_idxNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) || name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return isIdx ? ImageStorage.Idx : otherwise ?? ImageStorage.Folder;
    }
}
