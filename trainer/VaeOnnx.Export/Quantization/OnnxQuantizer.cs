using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Quantization;

namespace VaeOnnx.Export;

/// <summary>
/// Turns a float32 graph into an int8 one that any engine with QuantizeLinear and DequantizeLinear runs: static quantisation
/// in the QDQ form (Jacob et al. 2018, arXiv 1712.05877). Weights are symmetric int8 with one scale an output channel, biases
/// int32, activations 8-bit with one scale and zero point a tensor, calibrated on inputs of the caller's.
/// Conv, Gemm and MatMul with constant weights are quantised; ReLU behind them becomes the range's lower end; pooling and
/// reshaping between them stay in 8 bits; everything else (ConvTranspose too: ONNX Runtime's CPU has no int8 kernel for it)
/// stays float32. Inputs and outputs stay float32. The same arguments give the same bytes.
/// </summary>
public static class OnnxQuantizer
{
    /// <summary>The nodes that can be quantised, in the graph's order.</summary>
    /// <param name="model">A float32 graph.</param>
    public static IReadOnlyList<QuantizableNode> NodesOf(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. QuantizationPlan.Create(GraphPreparation.Prepare(model)).Nodes.Select(node => node.Description)];
    }

    /// <summary>Quantises a graph.</summary>
    /// <param name="model">A float32 graph of opset 13 or later; stays as it is.</param>
    /// <param name="calibration">Batches like the ones the graph will meet, each with one tensor for every input; some hundred samples suffice. Stay the caller's.</param>
    /// <param name="options">The caller's choices; null for the defaults.</param>
    /// <returns>The int8 graph, with the inputs and outputs of the original.</returns>
    /// <exception cref="ArgumentException">There is no calibration input, or <see cref="QuantizationOptions.FloatNodes"/> names a node that the graph has not.</exception>
    /// <exception cref="VaeOnnxException">The graph has no node that can be quantised, an older opset, or values that are not finite.</exception>
    public static OnnxModel Quantize(OnnxModel model, IReadOnlyList<IReadOnlyList<torch.Tensor>> calibration, QuantizationOptions? options = null)
    {
        options ??= new QuantizationOptions();
        var calibrated = Calibrate(model, calibration);
        return calibrated.Quantize(options);
    }

    /// <summary>Measures how much each node's quantisation alone disturbs the outputs, on the calibration inputs.</summary>
    /// <param name="model">A float32 graph of opset 13 or later; stays as it is.</param>
    /// <param name="calibration">See <see cref="Quantize"/>.</param>
    /// <param name="options">The caller's choices, without float nodes; null for the defaults.</param>
    /// <returns>The most sensitive node first.</returns>
    /// <exception cref="VaeOnnxException">See <see cref="Quantize"/>.</exception>
    public static IReadOnlyList<NodeSensitivity> MeasureSensitivity(OnnxModel model, IReadOnlyList<IReadOnlyList<torch.Tensor>> calibration, QuantizationOptions? options = null)
    {
        options ??= new QuantizationOptions();
        var calibrated = Calibrate(model, calibration);
        return new SensitivityCheck(model, calibrated, calibration).Run(options);
    }

    /// <summary>Calibrates once for several quantisations of one graph.</summary>
    internal static CalibratedGraph Calibrate(OnnxModel model, IReadOnlyList<IReadOnlyList<torch.Tensor>> calibration)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibration);
        if (calibration.Count == 0)
            throw new ArgumentException("Ranges are taken from calibration inputs, and there are none.", nameof(calibration));
        return CalibratedGraph.Create(model, calibration);
    }
}
