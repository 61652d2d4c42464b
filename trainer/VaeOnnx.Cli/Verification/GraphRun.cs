using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Verification;

/// <summary>One graph of a bundle by its role: the same call for all, whatever the app's types are called.</summary>
internal static class GraphRun
{
    /// <summary>Runs a graph.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="graph">One of its graphs.</param>
    /// <param name="input">[N, ...] of its first input.</param>
    /// <param name="condition">[N, ...] of its second input: classes, one-hot, or images; empty where it has none.</param>
    /// <param name="firstRow">The place of the first row among all, which addresses the noise that a denoiser draws.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its outputs in order, each [N, ...].</returns>
    public static float[][] Infer(VaeBundle bundle, GraphEntry graph, ReadOnlySpan<float> input, ReadOnlySpan<float> condition, int firstRow, CancellationToken cancellation)
    {
        var rows = input.Length / ProbeFile.RowLength(bundle.Manifest, graph, graph.Inputs[0]);
        var outputs = graph.Outputs.Select(output => new float[rows * ProbeFile.RowLength(bundle.Manifest, graph, output)]).ToArray();
        if (graph.Role == GraphRole.Denoiser)
            Denoise(bundle, graph, input, outputs[0], firstRow, cancellation);
        else if (graph.Inputs.Count > 1 && graph.Inputs[1].Name != TensorNames.Labels)
            Warp(bundle, graph.Role, input, condition, outputs, cancellation);
        else
            Run(bundle, graph.Role, input, Labels(condition, rows), outputs, cancellation);
        return outputs;
    }

    // A denoiser that draws has probes with the noise that the runtime draws for them: seed 0, the row's own index.
    private static void Denoise(VaeBundle bundle, GraphEntry graph, ReadOnlySpan<float> noisy, Span<float> denoised, int firstRow, CancellationToken cancellation)
    {
        var image = bundle.Manifest.Image;
        var (height, width) = graph.Tiling is { } tiling ? (tiling.RoundUp(image.Height), tiling.RoundUp(image.Width)) : (image.Height, image.Width);
        var options = new DenoiseOptions { Samples = bundle.Denoiser.Draws ? 1 : 0, FirstSampleIndex = firstRow };
        bundle.Denoiser.Denoise(noisy, height, width, denoised, options, cancellation);
    }

    /// <summary>The numbers of one sample of a tensor of a fixed size.</summary>
    public static int RowLength(TensorSpec tensor) => checked((int)tensor.Shape.Where(axis => axis.IsFixed).Aggregate(1L, (product, axis) => product * axis.Size));

    private static void Run(VaeBundle bundle, GraphRole role, ReadOnlySpan<float> input, int[] labels, float[][] outputs, CancellationToken cancellation)
    {
        switch (role)
        {
            case GraphRole.Encoder:
                bundle.Encoder.Encode(input, outputs[0], outputs[1], labels, cancellation);
                break;
            case GraphRole.Decoder:
                bundle.Decoder.Decode(input, outputs[0], labels, cancellation);
                break;
            case GraphRole.Classifier:
                bundle.Classifier.Logits(input, outputs[0], cancellation);
                break;
            default:
                throw new NotSupportedException($"Graph role {role} cannot be run.");
        }
    }

    private static void Warp(VaeBundle bundle, GraphRole role, ReadOnlySpan<float> input, ReadOnlySpan<float> images, float[][] outputs, CancellationToken cancellation)
    {
        if (role == GraphRole.Encoder)
            bundle.Encoder.EncodePairs(input, images, outputs[0], outputs[1], cancellation);
        else
            bundle.Decoder.Warp(images, input, outputs[0], cancellation);
    }

    // The place of the 1 in each row.
    private static int[] Labels(ReadOnlySpan<float> oneHot, int rows)
    {
        var labels = new int[oneHot.IsEmpty ? 0 : rows];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = oneHot.Slice(i * (oneHot.Length / rows), oneHot.Length / rows).IndexOf(1f);
        return labels;
    }
}
