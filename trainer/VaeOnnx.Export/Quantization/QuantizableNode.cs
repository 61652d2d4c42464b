namespace VaeOnnx.Export;

/// <summary>A node with weights that int8 arithmetic can compute.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="OpType">Conv, Gemm or MatMul.</param>
/// <param name="Weights">How many weights it has.</param>
public sealed record QuantizableNode(string Name, string OpType, long Weights);
