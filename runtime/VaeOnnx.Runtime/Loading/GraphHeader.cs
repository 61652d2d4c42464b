using System.Text;

namespace VaeOnnx.Runtime;

/// <summary>What must be known of a graph's file before native code parses it: its metadata, and whether it points to other files.</summary>
internal sealed class GraphHeader
{
    /// <summary>ONNX nests graphs in attributes (If, Loop); deeper than this is an attack.</summary>
    private const int MaxDepth = 16;

    // The field numbers of onnx.proto (ONNX 1.16).
    private const int ModelGraph = 7;
    private const int ModelMetadata = 14;
    private const int ModelTrainingInfo = 20;
    private const int ModelFunctions = 25;

    private readonly Dictionary<string, string> _metadata = [];

    private GraphHeader()
    {
    }

    /// <summary>The key and value pairs of the model's metadata; a key given twice keeps the last value.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Whether any tensor's numbers lie in another file.</summary>
    public bool HasExternalData { get; private set; }

    /// <summary>Reads a model's header.</summary>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public static GraphHeader Read(ReadOnlySpan<byte> model)
    {
        var header = new GraphHeader();
        var hasGraph = false;
        for (var reader = new WireReader(model); reader.Next();)
        {
            switch (reader.Field)
            {
                case ModelGraph:
                    hasGraph = true;
                    header.Walk(Part.Graph, reader.Content, 0);
                    break;
                case ModelFunctions:
                    header.Walk(Part.Function, reader.Content, 0);
                    break;
                case ModelTrainingInfo:
                    header.Walk(Part.Training, reader.Content, 0);
                    break;
                case ModelMetadata:
                    header.AddMetadata(reader.Content);
                    break;
            }
        }

        return hasGraph ? header : throw new InvalidDataException("a model without a graph");
    }

    private void AddMetadata(ReadOnlySpan<byte> entry)
    {
        var (key, value) = ("", "");
        for (var reader = new WireReader(entry); reader.Next();)
        {
            if (reader.Field == 1)
                key = Encoding.UTF8.GetString(reader.Content);
            else if (reader.Field == 2)
                value = Encoding.UTF8.GetString(reader.Content);
        }

        _metadata[key] = value;
    }

    private void Walk(Part part, ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException("graphs nested too deeply");
        for (var reader = new WireReader(message); reader.Next();)
        {
            if (part == Part.Tensor)
                HasExternalData |= IsExternal(reader);
            else if (reader.HasContent && ChildOf(part, reader.Field) is { } child)
                Walk(child, reader.Content, depth + 1);
        }
    }

    // TensorProto.external_data = 13, data_location = 14 with EXTERNAL = 1.
    private static bool IsExternal(in WireReader reader) => reader.Field == 13 || (reader.Field == 14 && reader.Number == 1);

    private static Part? ChildOf(Part part, int field) => (part, field) switch
    {
        (Part.Graph, 1) or (Part.Function, 7) => Part.Node,
        (Part.Graph, 5) => Part.Tensor,
        (Part.Graph, 15) => Part.SparseTensor,
        (Part.Node, 5) or (Part.Function, 11) => Part.Attribute,
        (Part.Attribute, 5 or 10) => Part.Tensor,
        (Part.Attribute, 6 or 11) or (Part.Training, 1 or 2) => Part.Graph,
        (Part.Attribute, 22 or 23) => Part.SparseTensor,
        (Part.SparseTensor, 1 or 2) => Part.Tensor,
        _ => null,
    };

    private enum Part
    {
        Graph,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        Function,
        Training,
    }
}
