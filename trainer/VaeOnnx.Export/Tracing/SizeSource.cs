namespace VaeOnnx.Export.Tracing;

/// <summary>One axis of a traced value, with its name where it is a free dimension of an input.</summary>
internal sealed record SizeSource(TraceValue Tensor, int Axis, string Name);
