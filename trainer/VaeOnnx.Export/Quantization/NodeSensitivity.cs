namespace VaeOnnx.Export;

/// <summary>What quantising one node alone does to a graph's outputs.</summary>
/// <param name="Node">The node.</param>
/// <param name="SignalToNoise">In dB: the mean square of the float32 outputs over that of the error, of the output where it is least. Lower is more sensitive; 20 dB is a tenth.</param>
public sealed record NodeSensitivity(QuantizableNode Node, double SignalToNoise);
