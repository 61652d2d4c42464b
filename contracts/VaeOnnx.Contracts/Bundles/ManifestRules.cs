namespace VaeOnnx.Contracts;

/// <summary>What a well-formed manifest must satisfy beyond JSON, checked before anything in it is used.</summary>
internal static class ManifestRules
{
    private const int MaxImageSide = 16_384;
    private const int MaxLatentDim = 1 << 20;
    private const int MaxProbeRows = 1024;
    private const int MaxMultiple = 1024;

    public static void Check(BundleManifest manifest, string path)
    {
        Require(!string.IsNullOrWhiteSpace(manifest.BundleId), path, "a bundle id", "none");
        Require(manifest.Graphs.Count > 0, path, "at least one graph", "none");
        var image = manifest.Image;
        Require(image.Channels is 1 or 3 or 4 && image.Height is > 0 and <= MaxImageSide && image.Width is > 0 and <= MaxImageSide,
            path, $"images of 1, 3 or 4 channels and 1 to {MaxImageSide} pixels a side", $"{image.Channels}x{image.Height}x{image.Width}");
        Require(float.IsFinite(image.PixelMin) && float.IsFinite(image.PixelMax) && image.PixelMin < image.PixelMax,
            path, "pixelMin below pixelMax", FormattableString.Invariant($"{image.PixelMin} and {image.PixelMax}"));
        Require(image.Layout == ImageSpec.Nchw, path, "layout NCHW", $"'{image.Layout}'");
        Require(manifest.LatentDim is null or (> 0 and <= MaxLatentDim), path, $"a latent size of 1 to {MaxLatentDim}", $"{manifest.LatentDim}");
        if (manifest.Likelihood is { } likelihood)
        {
            var expected = likelihood.Kind == LikelihoodKind.Bernoulli ? 0 : image.Channels;
            Require(likelihood.Scales.Count == expected && likelihood.Scales.All(scale => scale > 0 && float.IsFinite(scale)),
                path, $"a likelihood of {expected} positive scales", string.Join(", ", likelihood.Scales));
        }

        Require(manifest.Data.BitDepth is null or 8 or 16, path, "data of 8 or 16 bits", $"{manifest.Data.BitDepth}");
        Require(manifest.Data.SplitSha256 is null || IsSha256(manifest.Data.SplitSha256), path, "a SHA-256 of 64 lower-case hexadecimal digits for the split", $"'{manifest.Data.SplitSha256}'");
        foreach (var graph in manifest.Graphs)
            CheckGraph(graph, path);
        CheckProbes(manifest.Probes, path);
        var twice = manifest.Graphs.GroupBy(graph => graph.Role).FirstOrDefault(group => group.Count() > 1);
        Require(twice is null, path, "one graph a role", $"{twice?.Count()} graphs with the role '{twice?.Key.ToName()}'");
    }

    public static void CheckSchemaVersion(long version, string path)
    {
        if (version is < 1 or > BundleManifest.CurrentSchemaVersion)
        {
            throw new BundleException(path, FormattableString.Invariant($"schema version 1 to {BundleManifest.CurrentSchemaVersion}"), FormattableString.Invariant($"{version}"),
                "The bundle was written by a newer VaeOnnx: update the library.");
        }
    }

    private static void CheckGraph(GraphEntry graph, string path)
    {
        var role = graph.Role.ToName();
        // A manifest must not lead a reader out of its folder, on any operating system.
        Require(IsPlainFileName(graph.File), path, $"a plain file name for graph '{role}'", $"'{graph.File}'");
        Require(IsSha256(graph.Sha256), path, $"a SHA-256 of 64 lower-case hexadecimal digits for graph '{role}'", $"'{graph.Sha256}'");
        Require(graph.Bytes > 0, path, $"a length above 0 for graph '{role}'", $"{graph.Bytes}");
        Require(graph.Inputs.Count > 0 && graph.Outputs.Count > 0, path, $"inputs and outputs for graph '{role}'", $"{graph.Inputs.Count} and {graph.Outputs.Count}");
        if (graph.Tiling is { } tiling)
        {
            Require(graph.Role == GraphRole.Denoiser, path, "no tiling but a denoiser's", $"one of graph '{role}'");
            Require(tiling.Multiple is > 0 and <= MaxMultiple && int.IsPow2(tiling.Multiple) && tiling.Halo is >= 0 and <= MaxImageSide,
                path, $"a tiling by a power of two up to {MaxMultiple} with a halo of 0 to {MaxImageSide}", $"{tiling.Multiple} and {tiling.Halo}");
        }
    }

    private static void CheckProbes(ProbeEntry? probes, string path)
    {
        if (probes is null)
            return;
        Require(IsPlainFileName(probes.File), path, "a plain file name for the probes", $"'{probes.File}'");
        Require(IsSha256(probes.Sha256), path, "a SHA-256 of 64 lower-case hexadecimal digits for the probes", $"'{probes.Sha256}'");
        Require(probes.Rows is > 0 and <= MaxProbeRows, path, $"1 to {MaxProbeRows} rows of probes", $"{probes.Rows}");
    }

    private static bool IsSha256(string text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static bool IsPlainFileName(string name) =>
        name is { Length: > 0 and <= 255 } && name[0] != '.' && name != BundleManifest.FileName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static void Require(bool holds, string path, string expected, string found)
    {
        if (!holds)
            throw new BundleException(path, expected, found);
    }
}
