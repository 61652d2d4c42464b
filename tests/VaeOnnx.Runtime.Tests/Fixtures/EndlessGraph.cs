using Google.Protobuf;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Runtime.Tests;

/// <summary>A denoiser that adds zero to its images for ever: what a call in flight looks like when it must be stopped or waited for.</summary>
internal static class EndlessGraph
{
    public static byte[] Denoiser(string bundleId)
    {
        var graph = new TinyGraph((GraphMetadata.Role, "denoiser"), (GraphMetadata.BundleId, bundleId), (GraphMetadata.SchemaVersion, "1"))
            .Input(TinyModel.Images(TensorNames.Images))
            .Output(TinyModel.Images(TensorNames.Reconstruction))
            .Constant("trips", long.MaxValue)
            .Node("Loop", TensorNames.Reconstruction, "trips", "", TensorNames.Images);
        graph.Model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = Body() });
        return graph.Model.ToByteArray();
    }

    private static GraphProto Body() => new()
    {
        Name = "body",
        Input = { Scalar("trip", TensorProto.Types.DataType.Int64), Scalar("goOn", TensorProto.Types.DataType.Bool), Image("x") },
        Output = { Scalar("goesOn", TensorProto.Types.DataType.Bool), Image("y") },
        Initializer = { new TensorProto { Name = "zero", DataType = (int)TensorProto.Types.DataType.Float, FloatData = { 0f } } },
        Node =
        {
            new NodeProto { OpType = "Identity", Input = { "goOn" }, Output = { "goesOn" } },
            new NodeProto { OpType = "Add", Input = { "x", "zero" }, Output = { "y" } },
        },
    };

    private static ValueInfoProto Scalar(string name, TensorProto.Types.DataType type) => new()
    {
        Name = name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() } },
    };

    private static ValueInfoProto Image(string name) => new()
    {
        Name = name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
    };
}
