using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What images are to be written, and as what.</summary>
public sealed record ImageOutputPlan
{
    /// <summary>As what.</summary>
    public required ImageOutputKind Kind { get; init; }

    /// <summary>The images as the model gives them.</summary>
    public required ImageSpec Spec { get; init; }

    /// <summary>How many there will be.</summary>
    public required int Count { get; init; }

    /// <summary>The bits of a channel: 8 or 16. In a folder, an image that came from a file has that file's.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>How the images were made to fit the model: undone where it can be, so that an image has its file's size again.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>The names of the classes in the order of the labels; empty without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Whether an image's draw is part of its file's name: needed where one image gives several.</summary>
    public bool NamesDraws { get; init; }

    /// <summary>For <see cref="ImageOutputKind.Idx"/>: the file of labels; null writes none.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>Whether an earlier output may be replaced. A folder that is no output of this kind never is.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The plan to write images of the same kind as came in: files to a folder of files, everything else to one file.</summary>
    /// <param name="source">What came in.</param>
    /// <param name="path">Where it goes: a name that ends in <c>.npz</c> becomes a NumPy archive, where it is one file.</param>
    /// <param name="fit">How it was made to fit, as the reading reported.</param>
    /// <param name="copies">How many images are made of each.</param>
    public static ImageOutputPlan Like(ImageSource source, string path, ImageFit? fit = null, int copies = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        return new ImageOutputPlan
        {
            Kind = source.Origins.Count > 0 ? ImageOutputKind.Folder : KindOf(path),
            Spec = source.Spec,
            BitDepth = source.BitDepth,
            Count = checked(source.Count * copies),
            Fit = fit,
            ClassNames = source.ClassNames,
            NamesDraws = copies > 1,
        };
    }

    /// <summary>What a name stands for where nothing came in: <c>.npz</c> a NumPy archive, a name with <c>idx</c> or <c>.gz</c> an IDX file, any other a folder.</summary>
    /// <param name="path">The name.</param>
    public static ImageOutputKind KindOfNew(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var name = Path.GetFileName(path);
        return KindOf(path) == ImageOutputKind.Numpy ? ImageOutputKind.Numpy
            : name.Contains("idx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? ImageOutputKind.Idx
            : ImageOutputKind.Folder;
    }

    private static ImageOutputKind KindOf(string path) =>
        Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) ? ImageOutputKind.Numpy : ImageOutputKind.Idx;
}
