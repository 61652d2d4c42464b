using TorchSharp;
using VaeOnnx.Export.Verification;

namespace VaeOnnx.Export.Quantization;

/// <summary>Quantises one node at a time and compares the outputs with the float32 graph's.</summary>
internal sealed class SensitivityCheck(OnnxModel model, CalibratedGraph calibrated, IReadOnlyList<IReadOnlyList<torch.Tensor>> batches)
{
    public IReadOnlyList<NodeSensitivity> Run(QuantizationOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var expected = Outputs(model);
        var nodes = calibrated.Nodes;
        return
        [
            .. nodes.Select(node => new NodeSensitivity(node, Worst(expected, Outputs(calibrated.Quantize(options with { FloatNodes = [.. nodes.Except([node]).Select(other => other.Name)] })))))
                .OrderBy(sensitivity => sensitivity.SignalToNoise),
        ];
    }

    private List<IReadOnlyList<torch.Tensor>> Outputs(OnnxModel graph)
    {
        using var engine = new OnnxEngine(graph);
        return [.. batches.Select(engine.Run)];
    }

    private double Worst(List<IReadOnlyList<torch.Tensor>> expected, List<IReadOnlyList<torch.Tensor>> found) =>
        Enumerable.Range(0, model.Outputs.Count).Min(output => SignalToNoise(expected, found, output));

    private static double SignalToNoise(List<IReadOnlyList<torch.Tensor>> expected, List<IReadOnlyList<torch.Tensor>> found, int output)
    {
        double signal = 0, noise = 0;
        for (var batch = 0; batch < expected.Count; batch++)
        {
            signal += SumOfSquares(expected[batch][output]);
            noise += SumOfSquares(expected[batch][output] - found[batch][output]);
        }

        return 10 * Math.Log10(signal / noise);
    }

    private static double SumOfSquares(torch.Tensor values)
    {
        using var squares = values.to_type(torch.ScalarType.Float64).square();
        return squares.sum().item<double>();
    }
}
