using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>A node that int8 arithmetic can compute, with the constants that it multiplies and adds.</summary>
/// <param name="Node">Conv, Gemm or MatMul.</param>
/// <param name="Weight">Float32.</param>
/// <param name="ChannelAxis">The weight's axis of output channels.</param>
/// <param name="Bias">Float32, one a channel; null for none.</param>
internal sealed record WeightedNode(NodeProto Node, TensorProto Weight, int ChannelAxis, TensorProto? Bias)
{
    /// <summary>The value that is multiplied.</summary>
    public string Input => Node.Input[0];

    public string Output => Node.Output[0];

    public string Name => Node.Name.Length > 0 ? Node.Name : Output;

    public QuantizableNode Description => new(Name, Node.OpType, Weight.Dims.Aggregate(1L, (product, size) => product * size));

    /// <summary>The node as one that can be quantised; null where it cannot.</summary>
    public static WeightedNode? Of(NodeProto node, GraphIndex graph)
    {
        if (node.Domain is not ("" or "ai.onnx") || node.OpType is not ("Conv" or "Gemm" or "MatMul"))
            return null;
        if (graph.ConstantOf(node.Input[0]) is not null || graph.ConstantOf(node.Input[1]) is not { DataType: (int)TensorProto.Types.DataType.Float } weight)
            return null;
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? graph.ConstantOf(node.Input[2]) : null;
        if (node.Input.Count > 2 && node.Input[2].Length > 0 && bias is null)
            return null;
        var axis = node.OpType switch
        {
            "Conv" => 0,
            "MatMul" => weight.Dims.Count == 2 ? 1 : -1,
            _ => GemmAxis(node),
        };
        return axis >= 0 && BiasFits(bias, weight.Dims[axis]) ? new WeightedNode(node, weight, axis, bias) : null;
    }

    // What no layer of a network is: factors, and a transposed input.
    private static int GemmAxis(NodeProto node)
    {
        var isPlain = GraphIndex.Int(node, "transA", 0) == 0 && GraphIndex.Float(node, "alpha", 1) == 1 && GraphIndex.Float(node, "beta", 1) == 1;
        return isPlain ? GraphIndex.Int(node, "transB", 0) == 0 ? 1 : 0 : -1;
    }

    private static bool BiasFits(TensorProto? bias, long channels) =>
        bias is null || (bias.DataType == (int)TensorProto.Types.DataType.Float && bias.Dims.Count > 0 && bias.Dims[^1] == channels && bias.Dims.Aggregate(1L, (product, size) => product * size) == channels);
}
