namespace VaeOnnx.Contracts;

/// <summary>What a bundle was trained on.</summary>
public sealed record DataProvenance
{
    /// <summary>The data set's name, such as <c>mnist</c> or <c>synthetic-digits</c>; never a path of somebody's machine.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 over the training images and labels, uncompressed, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many images the model was fitted to.</summary>
    public required int TrainingCount { get; init; }

    /// <summary>How many were held out of fitting for choosing the epoch.</summary>
    public required int ValidationCount { get; init; }

    /// <summary>How many were kept for one look at the end; null in older bundles.</summary>
    public int? TestCount { get; init; }

    /// <summary>Where the parts came from: each <c>given</c> by the data, <c>drawn</c>, or <c>none</c>; null in older bundles.</summary>
    public string? Split { get; init; }

    /// <summary>The seed that drew the split.</summary>
    public required ulong SplitSeed { get; init; }

    /// <summary>SHA-256 of the bundle's <c>split.csv</c>, which names the images whose part was drawn or that were left out; null where there are none, and in older bundles.</summary>
    public string? SplitSha256 { get; init; }

    /// <summary>How the images were stored: <c>folder</c> of files, <c>listing</c> of files, <c>idx</c> or <c>numpy</c>, and what later versions add; null where they were in no file, and in older bundles.</summary>
    public string? Storage { get; init; }

    /// <summary>The bits of a pixel's channel in the data, 8 or 16; null in older bundles.</summary>
    public int? BitDepth { get; init; }
}
