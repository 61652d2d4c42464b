using System.Globalization;
using Google.Protobuf;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Graph;

/// <summary>Writes a finished graph as an ONNX model: the same graph gives the same bytes.</summary>
internal static class ModelWriter
{
    public static ModelProto Write(GraphBuilder graph, ExportOptions options)
    {
        RefuseLarge(graph);
        var model = new ModelProto
        {
            IrVersion = IrVersion(options.Opset),
            ProducerName = "VaeOnnx.Export",
            ProducerVersion = ProducerVersion(),
            DocString = options.DocString,
            Graph = WriteGraph(graph, options),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = options.Opset });
        foreach (var (key, value) in options.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model;
    }

    private static string ProducerVersion()
    {
        var version = typeof(ModelWriter).Assembly.GetName().Version!;
        return string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Build}");
    }

    /// <summary>The oldest IR version that carries an opset, so that the oldest engines read it.</summary>
    private static long IrVersion(int opset) => opset switch
    {
        <= 14 => 7,
        <= 18 => 8,
        <= 20 => 9,
        _ => 10,
    };

    /// <summary>.NET's arrays and spans, which tensors are read through, end at 2 GB.</summary>
    private static void RefuseLarge(GraphBuilder graph)
    {
        if (graph.Initializers.Find(initializer => initializer.Constant!.ByteCount > Array.MaxLength) is { } large)
        {
            throw new ExportException(string.Create(CultureInfo.InvariantCulture,
                $"Its weight '{large.Name}' takes {large.Constant!.ByteCount:N0} bytes, and one tensor ends at 2 GB, with external data too."))
            {
                Alternative = "Convert the module to half precision, or split the layer.",
            };
        }
    }

    private static GraphProto WriteGraph(GraphBuilder graph, ExportOptions options)
    {
        var result = new GraphProto { Name = options.GraphName };
        result.Input.AddRange(graph.Inputs.Select(ValueInfo));
        result.Output.AddRange(graph.Outputs.Select(ValueInfo));
        result.Initializer.AddRange(graph.Initializers.Select(WriteInitializer));
        result.Node.AddRange(graph.Nodes.Select(WriteNode));
        var outputs = graph.Outputs.ToHashSet();
        result.ValueInfo.AddRange(graph.Nodes.SelectMany(node => node.Outputs)
            .Where(value => value.StatedShape is not null && !outputs.Contains(value))
            .Select(ValueInfo));
        return result;
    }

    private static ValueInfoProto ValueInfo(GraphValue value)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(value.StatedShape!.Select(WriteDimension));
        return new ValueInfoProto
        {
            Name = value.Name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)value.ElementType.ToOnnx(), Shape = shape } },
        };
    }

    /// <summary>An axis that follows no named dimension is written without a size.</summary>
    private static TensorShapeProto.Types.Dimension WriteDimension(SizeExpression? size)
    {
        if (size is null)
            return new TensorShapeProto.Types.Dimension();
        if (size.IsFixed)
            return new TensorShapeProto.Types.Dimension { DimValue = size.Value };
        return size.Sources.All(source => source.Tensor.Origin is ValueOrigin.Input)
            ? new TensorShapeProto.Types.Dimension { DimParam = size.ToString() }
            : new TensorShapeProto.Types.Dimension();
    }

    private static TensorProto WriteInitializer(GraphValue value)
    {
        var constant = value.Constant!;
        var tensor = new TensorProto
        {
            Name = value.Name,
            DataType = (int)constant.ElementType.ToOnnx(),
            RawData = UnsafeByteOperations.UnsafeWrap(constant.ToBytes()),
        };
        tensor.Dims.AddRange(constant.Shape);
        return tensor;
    }

    private static NodeProto WriteNode(GraphNode node)
    {
        var result = new NodeProto { Name = node.Name, OpType = node.OpType };
        // Optional inputs at the end are left out: ONNX Runtime 1.31 crashes on a LayerNormalization whose bias is named "".
        var count = node.Inputs.Count - node.Inputs.Reverse().TakeWhile(input => input is null).Count();
        result.Input.AddRange(node.Inputs.Take(count).Select(input => input?.Name ?? ""));
        result.Output.AddRange(node.Outputs.Select(output => output.Name));
        result.Attribute.AddRange(node.Attributes.Select(WriteAttribute));
        return result;
    }

    private static AttributeProto WriteAttribute(OnnxAttribute attribute)
    {
        var result = new AttributeProto { Name = attribute.Name };
        switch (attribute.Value)
        {
            case long number:
                (result.I, result.Type) = (number, AttributeProto.Types.AttributeType.Int);
                break;
            case float number:
                (result.F, result.Type) = (number, AttributeProto.Types.AttributeType.Float);
                break;
            case string text:
                (result.S, result.Type) = (ByteString.CopyFromUtf8(text), AttributeProto.Types.AttributeType.String);
                break;
            case long[] numbers:
                result.Ints.AddRange(numbers);
                result.Type = AttributeProto.Types.AttributeType.Ints;
                break;
            case float[] numbers:
                result.Floats.AddRange(numbers);
                result.Type = AttributeProto.Types.AttributeType.Floats;
                break;
            case string[] texts:
                result.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                result.Type = AttributeProto.Types.AttributeType.Strings;
                break;
        }

        return result;
    }
}
