namespace VaeOnnx.Export.Quantization;

/// <summary>A value that passes through 8 bits.</summary>
/// <param name="Source">The value as its producer makes it.</param>
/// <param name="Target">The name under which it is read afterwards: the source's, or the output of the ReLU that the rounding stands in for.</param>
/// <param name="Range">The value whose range on the calibration inputs gives scale and zero point; values of one range share them.</param>
internal sealed record QuantizedValue(string Source, string Target, string Range);
