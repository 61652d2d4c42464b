namespace VaeOnnx.Export.Graph;

/// <summary>One ONNX node. An empty input name stands for an optional input that is left out.</summary>
internal sealed record GraphNode(
    string Name,
    string OpType,
    IReadOnlyList<GraphValue?> Inputs,
    IReadOnlyList<GraphValue> Outputs,
    IReadOnlyList<OnnxAttribute> Attributes);
