using System.Globalization;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Graph;

/// <summary>Moves a model's weights to a stream of their own, as ONNX's external data describes it.</summary>
internal static class ExternalDataWriter
{
    /// <summary>Protobuf messages end at 2 GB; the margin is for everything that is not weights.</summary>
    public const long LargestModel = int.MaxValue - (64L << 20);

    /// <summary>Smaller constants (axes, shapes, scalars) stay in the model: engines read them to infer shapes.</summary>
    private const int SmallestTensor = 1024;

    /// <summary>Memory pages: engines can map the weights only from their multiples.</summary>
    private const long Alignment = 4096;

    /// <summary>Whether one file cannot hold the model.</summary>
    public static bool IsNeeded(ModelProto model) => model.Graph.Initializer.Sum(tensor => (long)tensor.RawData.Length) > LargestModel;

    /// <summary>Writes the weights and returns the model that refers to them; it shares everything else with the original.</summary>
    /// <param name="model">Left as it is.</param>
    /// <param name="data">Where the weights go, from its start on.</param>
    /// <param name="location">The data's file name, relative to the model's folder.</param>
    public static ModelProto Write(ModelProto model, Stream data, string location)
    {
        var graph = new GraphProto { Name = model.Graph.Name, DocString = model.Graph.DocString };
        graph.Input.AddRange(model.Graph.Input);
        graph.Output.AddRange(model.Graph.Output);
        graph.ValueInfo.AddRange(model.Graph.ValueInfo);
        graph.Node.AddRange(model.Graph.Node);
        graph.Initializer.AddRange(model.Graph.Initializer.Select(tensor => tensor.RawData.Length < SmallestTensor ? tensor : Move(tensor, data, location)));
        var moved = new ModelProto
        {
            IrVersion = model.IrVersion,
            ProducerName = model.ProducerName,
            ProducerVersion = model.ProducerVersion,
            DocString = model.DocString,
            Graph = graph,
        };
        moved.OpsetImport.AddRange(model.OpsetImport);
        moved.MetadataProps.AddRange(model.MetadataProps);
        return moved;
    }

    private static TensorProto Move(TensorProto tensor, Stream data, string location)
    {
        var padding = (Alignment - (data.Position % Alignment)) % Alignment;
        data.Write(new byte[padding]);
        var moved = new TensorProto { Name = tensor.Name, DataType = tensor.DataType, DataLocation = TensorProto.Types.DataLocation.External };
        moved.Dims.AddRange(tensor.Dims);
        moved.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        moved.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = data.Position.ToString(CultureInfo.InvariantCulture) });
        moved.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = tensor.RawData.Length.ToString(CultureInfo.InvariantCulture) });
        tensor.RawData.WriteTo(data);
        return moved;
    }
}
