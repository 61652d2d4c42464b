using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Verification;

/// <summary>One graph of a bundle by its role: the same call for all, whatever the app's types are called.</summary>
internal static class GraphRun
{
    /// <summary>Runs a graph.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="graph">One of its graphs.</param>
    /// <param name="input">[N, ...] of its first input.</param>
    /// <param name="labels">The class of each sample, where the graph takes labels; otherwise none.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its outputs in order, each [N, ...].</returns>
    public static float[][] Infer(VaeBundle bundle, GraphEntry graph, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, CancellationToken cancellation)
    {
        var rows = input.Length / RowLength(graph.Inputs[0]);
        var outputs = graph.Outputs.Select(output => new float[rows * RowLength(output)]).ToArray();
        switch (graph.Role)
        {
            case GraphRole.Encoder:
                bundle.Encoder.Encode(input, outputs[0], outputs[1], labels, cancellation);
                break;
            case GraphRole.Decoder:
                bundle.Decoder.Decode(input, outputs[0], labels, cancellation);
                break;
            case GraphRole.Denoiser:
                bundle.Denoiser.Denoise(input, outputs[0], cancellation);
                break;
            case GraphRole.Classifier:
                bundle.Classifier.Logits(input, outputs[0], cancellation);
                break;
            default:
                throw new NotSupportedException($"Graph role {graph.Role} cannot be run.");
        }

        return outputs;
    }

    /// <summary>The numbers of one sample.</summary>
    public static int RowLength(TensorSpec tensor) => checked((int)tensor.Shape.Where(axis => axis.IsFixed).Aggregate(1L, (product, axis) => product * axis.Size));
}
