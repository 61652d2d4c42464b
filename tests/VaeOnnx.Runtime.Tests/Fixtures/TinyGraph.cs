using System.Runtime.InteropServices;
using Google.Protobuf;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Builds small ONNX models node by node.</summary>
internal sealed class TinyGraph
{
    private const int Opset = 17;
    private readonly GraphProto _graph = new() { Name = "tiny" };

    public ModelProto Model { get; }

    public TinyGraph(params (string Key, string Value)[] metadata)
    {
        Model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = _graph, OpsetImport = { new OperatorSetIdProto { Version = Opset } } };
        Model.MetadataProps.AddRange(metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
    }

    public TinyGraph Input(TensorSpec spec)
    {
        _graph.Input.Add(Describe(spec));
        return this;
    }

    public TinyGraph Output(TensorSpec spec)
    {
        _graph.Output.Add(Describe(spec));
        return this;
    }

    public TinyGraph Constant(string name, float[] values, params long[] shape)
    {
        _graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, Dims = { shape }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) });
        return this;
    }

    public TinyGraph Constant(string name, params long[] values)
    {
        _graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, Dims = { values.Length }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)) });
        return this;
    }

    public TinyGraph Node(string opType, string output, params string[] inputs)
    {
        _graph.Node.Add(new NodeProto { OpType = opType, Name = $"{opType}_{_graph.Node.Count}", Input = { inputs }, Output = { output } });
        return this;
    }

    /// <summary>Gives the last node an attribute of whole numbers, or of one.</summary>
    public TinyGraph With(string attribute, params long[] values)
    {
        var node = _graph.Node[^1];
        node.Attribute.Add(values.Length == 1
            ? new AttributeProto { Name = attribute, Type = AttributeProto.Types.AttributeType.Int, I = values[0] }
            : new AttributeProto { Name = attribute, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
        return this;
    }

    public byte[] ToBytes() => Model.ToByteArray();

    private static ValueInfoProto Describe(TensorSpec spec)
    {
        var shape = new TensorShapeProto();
        foreach (var axis in spec.Shape)
            shape.Dim.Add(axis.IsFixed ? new TensorShapeProto.Types.Dimension { DimValue = axis.Size } : new TensorShapeProto.Types.Dimension { DimParam = axis.Name });
        return new ValueInfoProto { Name = spec.Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape } } };
    }
}
