namespace VaeOnnx.Export.Operators;

/// <summary>What a decoder looks at beside its own sequence: the encoder's result [S,N,E], and the masks of both.</summary>
internal sealed record TransformerMemory(GraphValue Value, GraphValue? TargetMask, GraphValue? Mask, GraphValue? TargetPadding, GraphValue? Padding);
