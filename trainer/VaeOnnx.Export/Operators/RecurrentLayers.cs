using System.Globalization;
using System.Reflection;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>The layers of a recurrent module, one ONNX node each, from libtorch's parameters with the gates in ONNX's order.</summary>
internal sealed class RecurrentLayers
{
    private readonly EmitterContext _c;
    private readonly NativeModule _module;
    private readonly string _opType;
    private readonly long[] _gates;
    private readonly IReadOnlyList<OnnxAttribute> _attributes;
    private readonly string[] _directions;
    private readonly int _layers;
    private readonly long _hidden;
    private readonly bool _isBatchFirst;

    public RecurrentLayers(EmitterContext c, string opType, long[] gates, IReadOnlyList<OnnxAttribute> attributes)
    {
        if (c.Input.ElementType != ElementType.Float32)
            throw c.Refuse($"ONNX Runtime computes {opType} in float32 only, and its input is {c.Input.ElementType}.", "Convert the module and its input to float32.");
        (_c, _opType, _gates) = (c, opType, gates);
        _module = NativeModule.InEval(c);
        _directions = _module.Has("weight_ih_l0_reverse") ? ["", "_reverse"] : [""];
        _layers = Enumerable.Range(0, int.MaxValue).First(layer => !_module.Has(Name("weight_ih", layer, "")));
        _hidden = _module.Data("weight_hh_l0").shape[1];
        _isBatchFirst = IsBatchFirst(_module.Module);
        _attributes = [("hidden_size", _hidden), ("direction", _directions.Length == 2 ? "bidirectional" : "forward"), .. attributes];
    }

    /// <summary>The whole sequence of the last layer, then each of the last states.</summary>
    public GraphValue[] Emit(IReadOnlyList<GraphValue> initial)
    {
        var states = initial.Select(Layers).ToArray();
        var last = new List<GraphValue[]>();
        var x = _isBatchFirst ? _c.Emit("Transpose", [_c.Input], ("perm", new long[] { 1, 0, 2 })) : _c.Input; // [T,N,I]
        for (var layer = 0; layer < _layers; layer++)
        {
            var outputs = EmitLayer(layer, x, [.. states.Select(state => state[layer])]);
            last.Add(outputs[1..]);
            x = Joined(outputs[0]);
        }

        var sequence = _isBatchFirst ? _c.Emit("Transpose", [x], ("perm", new long[] { 1, 0, 2 })) : x;
        return [sequence, .. Enumerable.Range(0, last[0].Length).Select(state => Stacked([.. last.Select(layer => layer[state])]))];
    }

    private GraphValue[] EmitLayer(int layer, GraphValue x, GraphValue[] initial)
    {
        var inputs = new List<GraphValue?>
        {
            x,
            _module.Derived(string.Create(CultureInfo.InvariantCulture, $"W_l{layer}"), () => Gated("weight_ih", layer)), // [D,G·H,I]
            _module.Derived(string.Create(CultureInfo.InvariantCulture, $"R_l{layer}"), () => Gated("weight_hh", layer)), // [D,G·H,H]
        };
        if (_module.Has(Name("bias_ih", layer, "")))
            inputs.Add(_module.Derived(string.Create(CultureInfo.InvariantCulture, $"B_l{layer}"), () => cat([Gated("bias_ih", layer), Gated("bias_hh", layer)], 1)));
        else if (initial.Length > 0)
            inputs.Add(null);
        if (initial.Length > 0)
            inputs.AddRange([null, .. initial]);
        return _c.EmitMany(_opType == "LSTM" ? 3 : 2, _opType, inputs, _attributes);
    }

    /// <summary>The initial state [layers·D,N,H] as one [D,N,H] a layer.</summary>
    private GraphValue[] Layers(GraphValue state) => _layers == 1
        ? [state]
        : _c.EmitMany(_layers, "Split", [state, _c.Vector([.. Enumerable.Repeat((long)_directions.Length, _layers)])], ("axis", 0));

    /// <summary>[T,D,N,H] to [T,N,D·H].</summary>
    private GraphValue Joined(GraphValue sequence) => _directions.Length == 1
        ? _c.Emit("Squeeze", [sequence, _c.Vector(1)])
        : _c.Emit("Reshape", [_c.Emit("Transpose", [sequence], ("perm", new long[] { 0, 2, 1, 3 })), _c.Vector(0, 0, 2 * _hidden)]);

    private GraphValue Stacked(GraphValue[] layers) => layers.Length == 1 ? layers[0] : _c.Emit("Concat", layers, ("axis", 0));

    private Tensor Gated(string parameter, int layer) => stack(_directions.Select(direction =>
    {
        var data = _module.Data(Name(parameter, layer, direction)).detach();
        var gates = data.reshape([_gates.Length, _hidden, .. data.shape[1..]]);
        return gates.index_select(0, tensor(_gates).to(data.device)).reshape(data.shape);
    }));

    private static string Name(string parameter, int layer, string direction) =>
        string.Create(CultureInfo.InvariantCulture, $"{parameter}_l{layer}{direction}");

    /// <summary>TorchSharp keeps it in a field that it does not show; the shapes alone cannot tell where T equals N.</summary>
    private static bool IsBatchFirst(nn.Module module) =>
        (bool)module.GetType().GetField("_batch_first", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(module)!;
}
