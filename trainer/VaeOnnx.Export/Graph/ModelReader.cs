using Google.Protobuf;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Graph;

/// <summary>Reads an ONNX model file back: the counterpart of <see cref="ModelWriter"/>, for models of any exporter.</summary>
internal static class ModelReader
{
    /// <exception cref="VaeOnnxException">It is no ONNX model, or one with inputs or outputs that are not tensors, or with weights in a file of their own.</exception>
    public static OnnxModel Read(byte[] bytes, string source)
    {
        var model = Parse(bytes, source);
        var graph = model.Graph ?? throw Unreadable(source, "it holds no graph");
        if (graph.Initializer.FirstOrDefault(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External) is { } external)
            throw Unreadable(source, $"its weight '{external.Name}' lies in a file of its own");
        var opset = model.OpsetImport.FirstOrDefault(import => import.Domain is "" or "ai.onnx")?.Version ?? throw Unreadable(source, "it names no opset");
        // Models of old exporters list their weights among the inputs too.
        var weights = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return new OnnxModel(
            model,
            [.. graph.Input.Where(input => !weights.Contains(input.Name)).Select(input => Spec(input, source))],
            [.. graph.Output.Select(output => Spec(output, source))],
            checked((int)opset));
    }

    private static ModelProto Parse(byte[] bytes, string source)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Unreadable(source, "it is no protobuf message", e);
        }
    }

    private static TensorSpec Spec(ValueInfoProto value, string source)
    {
        if (value.Type?.TensorType is not { } tensor)
            throw Unreadable(source, $"'{value.Name}' is not a tensor");
        var shape = tensor.Shape?.Dim.Select(Axis) ?? [];
        return new TensorSpec(value.Name, ElementTypes.FromOnnx((TensorProto.Types.DataType)tensor.ElemType), [.. shape]);
    }

    private static Dimension Axis(TensorShapeProto.Types.Dimension axis) =>
        axis.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue ? Dimension.Fixed(axis.DimValue)
        : Dimension.Named(axis.DimParam.Length > 0 ? axis.DimParam : "?");

    private static VaeOnnxException Unreadable(string source, string why, Exception? cause = null) =>
        new($"{source}: expected an ONNX model in one file, found that {why}.", cause);
}
