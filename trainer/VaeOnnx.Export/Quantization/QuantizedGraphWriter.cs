using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export.Graph;
using static VaeOnnx.Contracts.Onnx.TensorProto.Types;

namespace VaeOnnx.Export.Quantization;

/// <summary>Writes a planned quantisation: QuantizeLinear and DequantizeLinear around each value, DequantizeLinear behind each weight.</summary>
internal sealed class QuantizedGraphWriter
{
    private readonly QuantizationPlan _plan;
    private readonly IReadOnlyDictionary<string, ActivationScale> _scales;
    private readonly QuantizationOptions _options;
    private readonly OnnxModel _original;
    private readonly GraphProto _graph;
    private readonly StatedShapes _shapes;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<NodeProto, WeightedNode> _active;

    /// <param name="plan">What becomes of the prepared graph.</param>
    /// <param name="scales">By the names of ranges.</param>
    /// <param name="options">The caller's choices.</param>
    /// <param name="original">Gives its name, inputs, outputs and metadata.</param>
    public QuantizedGraphWriter(QuantizationPlan plan, IReadOnlyDictionary<string, ActivationScale> scales, QuantizationOptions options, OnnxModel original)
    {
        (_plan, _scales, _options, _original) = (plan, scales, options, original);
        var source = original.Proto.Graph;
        _graph = new GraphProto { Name = source.Name, DocString = source.DocString, Input = { source.Input }, Output = { source.Output } };
        _shapes = new StatedShapes(source, plan.Graph.Graph, _graph);
        _active = plan.Active.ToDictionary(node => node.Node);
    }

    /// <summary>The quantised model. Once.</summary>
    public OnnxModel Write()
    {
        var source = _plan.Graph.Graph;
        foreach (var input in source.Input.Select(input => input.Name).Where(_plan.Values.ContainsKey))
            AddPair(_plan.Values[input], input, Dequantized(input));
        foreach (var node in source.Node.Where(node => !_plan.Folded.Contains(node)))
            AddNode(node);
        AddConstants(source);
        return new OnnxModel(Header(), _original.Inputs, _original.Outputs, _original.Opset);
    }

    private ModelProto Header()
    {
        var model = new ModelProto
        {
            // Before version 4 every constant was an input too.
            IrVersion = Math.Max(_original.Proto.IrVersion, 7),
            ProducerName = _original.Proto.ProducerName,
            ProducerVersion = _original.Proto.ProducerVersion,
            DocString = _original.Proto.DocString,
            Graph = _graph,
        };
        model.OpsetImport.AddRange(_original.Proto.OpsetImport);
        var metadata = _original.Proto.MetadataProps.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)).Where(entry => !_options.Metadata.ContainsKey(entry.Key));
        foreach (var (key, value) in metadata.Concat(_options.Metadata).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model;
    }

    private void AddNode(NodeProto original)
    {
        var node = original.Clone();
        if (_active.TryGetValue(original, out var weighted))
            UseIntegers(node, weighted);
        else if (_plan.Moving.Contains(original))
            node.Input[0] = ReadName(node.Input[0]);
        for (var i = 0; i < node.Output.Count; i++)
        {
            if (_plan.Values.ContainsKey(node.Output[i]))
                node.Output[i] += ".float";
            else
                _shapes.Keep(node.Output[i]);
        }

        _graph.Node.Add(node);
        foreach (var output in original.Output.Where(_plan.Values.ContainsKey))
            AddPair(_plan.Values[output], $"{output}.float", _plan.Values[output].Target);
    }

    private void UseIntegers(NodeProto node, WeightedNode weighted)
    {
        var input = _scales[_plan.RangeOf(weighted.Input)];
        node.Input[0] = ReadName(weighted.Input);
        var (channels, prefix) = (new ChannelScales(weighted, input), weighted.Name);
        node.Input[1] = AddWeight(weighted, channels, $"{prefix}.weight");
        if (weighted.Bias is not null)
            node.Input[2] = AddBias(channels, $"{prefix}.bias");
    }

    private string AddWeight(WeightedNode node, ChannelScales channels, string name)
    {
        Add(TensorValues.Create<sbyte>($"{name}.int8", DataType.Int8, channels.Weights(), [.. node.Weight.Dims]));
        Add(TensorValues.Create<float>($"{name}.scale", DataType.Float, channels.Scales, channels.Channels));
        Add(TensorValues.Create<sbyte>($"{name}.zero_point", DataType.Int8, new sbyte[channels.Channels], channels.Channels));
        _shapes.Fixed($"{name}.dequantized", DataType.Float, node.Weight.Dims);
        return AddDequantize(name, [$"{name}.int8", $"{name}.scale", $"{name}.zero_point"], node.ChannelAxis);
    }

    private string AddBias(ChannelScales channels, string name)
    {
        Add(TensorValues.Create<int>($"{name}.int32", DataType.Int32, channels.Bias(), channels.Channels));
        Add(TensorValues.Create<float>($"{name}.scale", DataType.Float, channels.BiasScales, channels.Channels));
        _shapes.Fixed($"{name}.dequantized", DataType.Float, [channels.Channels]);
        return AddDequantize(name, [$"{name}.int32", $"{name}.scale"], axis: 0);
    }

    private string AddDequantize(string name, string[] inputs, int axis)
    {
        var node = new NodeProto { OpType = "DequantizeLinear", Name = $"{name}.DequantizeLinear", Input = { inputs }, Output = { $"{name}.dequantized" } };
        node.Attribute.Add(new AttributeProto { Name = "axis", I = axis, Type = AttributeProto.Types.AttributeType.Int });
        _graph.Node.Add(node);
        return node.Output[0];
    }

    private void AddPair(QuantizedValue value, string from, string to)
    {
        var scale = _scales[value.Range];
        string[] line = [$"{value.Range}.scale", $"{value.Range}.zero_point"];
        if (_written.Add(line[0]))
        {
            Add(TensorValues.Create<float>(line[0], DataType.Float, [scale.Scale]));
            Add(_options.Activations == ActivationType.UInt8
                ? TensorValues.Create<byte>(line[1], DataType.Uint8, [(byte)scale.ZeroPoint])
                : TensorValues.Create<sbyte>(line[1], DataType.Int8, [(sbyte)scale.ZeroPoint]));
        }

        var integers = $"{value.Source}.quantized";
        _shapes.Like(from, value.Source, DataType.Float);
        _shapes.Like(integers, value.Source, _options.Activations == ActivationType.UInt8 ? DataType.Uint8 : DataType.Int8);
        _shapes.Like(to, value.Source, DataType.Float);
        _graph.Node.Add(new NodeProto { OpType = "QuantizeLinear", Name = $"{value.Source}.QuantizeLinear", Input = { from, line[0], line[1] }, Output = { integers } });
        _graph.Node.Add(new NodeProto { OpType = "DequantizeLinear", Name = $"{value.Source}.DequantizeLinear", Input = { integers, line[0], line[1] }, Output = { to } });
    }

    private void AddConstants(GraphProto source)
    {
        var read = _graph.Node.SelectMany(GraphIndex.Reads).Concat(_graph.Output.Select(output => output.Name)).ToHashSet(StringComparer.Ordinal);
        _graph.Initializer.AddRange(source.Initializer.Where(tensor => read.Contains(tensor.Name)));
    }

    private void Add(TensorProto tensor) => _graph.Initializer.Add(tensor);

    // An input keeps its name; everything else is read under the name that it always had.
    private string ReadName(string value) => _plan.Graph.ProducerOf(value) is null && _plan.Values.ContainsKey(value) ? Dequantized(value) : value;

    private static string Dequantized(string input) => $"{input}.dequantized";
}
