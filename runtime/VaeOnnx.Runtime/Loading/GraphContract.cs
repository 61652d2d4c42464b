using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>The inputs and outputs that a graph of each role must have for this bundle's images and latent.</summary>
internal static class GraphContract
{
    /// <summary>Checks what the manifest says of a graph.</summary>
    /// <exception cref="BundleException">A name, type or shape differs, or a sample is longer than the bound.</exception>
    public static void Check(string path, BundleManifest manifest, GraphEntry entry, int maxSampleLength)
    {
        var (inputs, outputs) = Expected(path, manifest, entry);
        CheckSide(path, "input", inputs, entry.Inputs);
        CheckSide(path, "output", outputs, entry.Outputs);
        foreach (var tensor in entry.Inputs.Concat(entry.Outputs))
            CheckLength(path, tensor, maxSampleLength);
    }

    /// <summary>Checks tensors against the expected ones: the same names, types and fixed sizes, and a free batch axis.</summary>
    public static void CheckSide(string path, string side, IReadOnlyList<TensorSpec> expected, IReadOnlyList<TensorSpec> found)
    {
        if (expected.Count != found.Count || !expected.Zip(found).All(pair => Fits(pair.First, pair.Second)))
            throw new BundleException(path, $"the {side} {string.Join(", ", expected)}", found.Count == 0 ? "none" : string.Join(", ", found), "Export the graph again.");
    }

    // Before buffers are made for it. In floating point: a product of sizes that are not checked yet may be any number.
    private static void CheckLength(string path, TensorSpec tensor, int maxSampleLength)
    {
        var length = tensor.Shape.Where(axis => axis.IsFixed).Aggregate(1.0, (product, axis) => product * axis.Size);
        if (length > maxSampleLength)
        {
            throw new BundleException(path, FormattableString.Invariant($"at most {maxSampleLength} values a sample"), FormattableString.Invariant($"{tensor} with {length:0}"),
                "If they are meant to be that large, raise RuntimeOptions.MaxSampleLength.");
        }
    }

    private static bool Fits(TensorSpec expected, TensorSpec found) =>
        expected.Name == found.Name
        && expected.ElementType == found.ElementType
        && expected.Shape.Count == found.Shape.Count
        && expected.Shape.Zip(found.Shape).All(pair => pair.First.IsFixed ? pair.Second.IsFixed && pair.First.Size == pair.Second.Size : !pair.Second.IsFixed);

    private static (TensorSpec[] Inputs, TensorSpec[] Outputs) Expected(string path, BundleManifest manifest, GraphEntry entry) => entry.Role switch
    {
        GraphRole.Encoder => ([Images(manifest, TensorNames.Images), .. Condition(manifest, entry, TensorNames.Targets)], [Latent(path, manifest, TensorNames.Mu), Latent(path, manifest, TensorNames.LogVar)]),
        GraphRole.Decoder => ([Latent(path, manifest, TensorNames.Z), .. Condition(manifest, entry, TensorNames.Images)], [Images(manifest, TensorNames.Reconstruction)]),
        GraphRole.Denoiser when entry.Tiling is not null => ([AnySize(manifest.Image.Channels, TensorNames.Images), .. Epsilon(path, entry)], [AnySize(manifest.Image.Channels, TensorNames.Reconstruction)]),
        GraphRole.Denoiser => ([Images(manifest, TensorNames.Images), .. Epsilon(path, entry)], [Images(manifest, TensorNames.Reconstruction)]),
        _ => ([Images(manifest, TensorNames.Images)], [Logits(path, manifest, entry)]),
    };

    private static TensorSpec Images(BundleManifest manifest, string name) =>
        TensorSpec.Float32(name, (Dimension[])[Dimension.Batch, manifest.Image.Channels, manifest.Image.Height, manifest.Image.Width]);

    private static TensorSpec AnySize(long channels, string name) =>
        TensorSpec.Float32(name, (Dimension[])[Dimension.Batch, channels, Dimension.Named("height"), Dimension.Named("width")]);

    // A denoiser's second input is the noise of its latents: how much of it, the graph alone knows.
    private static TensorSpec[] Epsilon(string path, GraphEntry entry)
    {
        if (entry.Inputs.Count < 2)
            return [];
        if (entry.Inputs[1].Shape is not [_, { IsFixed: true, Size: > 0 and var length }, ..])
            throw new BundleException(path, "an epsilon of a fixed length", string.Join(", ", entry.Inputs));
        return [entry.Tiling is null ? TensorSpec.Float32(TensorNames.Epsilon, (Dimension[])[Dimension.Batch, length]) : AnySize(length, TensorNames.Epsilon)];
    }

    private static TensorSpec Latent(string path, BundleManifest manifest, string name) =>
        TensorSpec.Float32(name, (Dimension[])[Dimension.Batch, manifest.LatentDim ?? throw new BundleException(path, "a latent size in the manifest", "none")]);

    // A second input makes the model conditional: on images where it has their name, as a warp-VAE is; otherwise it can only be the labels.
    private static TensorSpec[] Condition(BundleManifest manifest, GraphEntry entry, string images) =>
        entry.Inputs.Count < 2 ? []
        : entry.Inputs[1].Name == images ? [Images(manifest, images)]
        : [TensorSpec.Float32(TensorNames.Labels, (Dimension[])[Dimension.Batch, manifest.ClassNames.Count])];

    // A bundle without class names still says in the classifier's own shape how many classes there are.
    private static TensorSpec Logits(string path, BundleManifest manifest, GraphEntry entry)
    {
        var last = entry.Outputs is [{ Shape: [_, { IsFixed: true } size] }] ? (int)size.Size : 0;
        var classes = manifest.ClassNames.Count > 0 ? manifest.ClassNames.Count : last;
        return classes > 0
            ? TensorSpec.Float32(TensorNames.Logits, (Dimension[])[Dimension.Batch, classes])
            : throw new BundleException(path, "logits of a fixed number of classes", string.Join(", ", entry.Outputs));
    }
}
