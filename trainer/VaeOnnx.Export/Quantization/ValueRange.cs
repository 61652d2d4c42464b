namespace VaeOnnx.Export.Quantization;

/// <summary>From the least to the largest value that is to be told apart.</summary>
internal readonly record struct ValueRange(double Low, double High);
