using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What was found when images were read, and what was made of it.</summary>
public sealed record ImageReadReport
{
    /// <summary>What the data was taken for and why, such as <c>a folder with one sub-folder a class: 0, 1, 2</c>.</summary>
    public required string Layout { get; init; }

    /// <summary>The files that were skipped, in the order of their paths.</summary>
    public IReadOnlyList<BrokenImage> Broken { get; init; } = [];

    /// <summary>How many files were no images by their names, and passed over.</summary>
    public int PassedOver { get; init; }

    /// <summary>The sizes of the images as they were, the commonest first; empty where the kind of data has one size only.</summary>
    public IReadOnlyList<SizeCount> Sizes { get; init; } = [];

    /// <summary>How images of other sizes were made to fit; null where all had one size.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>Whether the pixels are read when asked for, since they are more than the memory budget.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>What else is worth a line: choices that were made, and what would change them.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
