using System.Runtime.InteropServices;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export.Verification;

namespace VaeOnnx.Export.Quantization;

/// <summary>A prepared graph with what its values were on the calibration inputs: enough for any number of quantisations.</summary>
internal sealed class CalibratedGraph
{
    private readonly OnnxModel _original;
    private readonly OnnxModel _prepared;
    private readonly Dictionary<string, ValueHistogram> _histograms;

    private CalibratedGraph(OnnxModel original, OnnxModel prepared, Dictionary<string, ValueHistogram> histograms) =>
        (_original, _prepared, _histograms) = (original, prepared, histograms);

    /// <summary>Runs the calibration inputs, twice: for the bounds, then for what lies between.</summary>
    public static CalibratedGraph Create(OnnxModel model, IReadOnlyList<IReadOnlyList<torch.Tensor>> calibration)
    {
        var prepared = GraphPreparation.Prepare(model);
        // Fewer nodes need fewer values of the same ones.
        var plan = QuantizationPlan.Create(prepared);
        if (plan.Active.Count == 0)
            throw new VaeOnnxException("The graph has no Conv, Gemm or MatMul with constant weights: there is nothing to quantise.");
        var names = plan.Values.Values.Select(value => value.Range).Distinct(StringComparer.Ordinal).ToArray();
        var histograms = names.ToDictionary(name => name, name => new ValueHistogram(name), StringComparer.Ordinal);
        using var engine = new OnnxEngine(Observed(prepared, names));
        Run(engine, calibration, (index, values) => histograms[names[index]].Bound(values));
        Run(engine, calibration, (index, values) => histograms[names[index]].Count(values));
        return new CalibratedGraph(model, prepared, histograms);
    }

    public OnnxModel Quantize(QuantizationOptions options)
    {
        var plan = QuantizationPlan.Create(_prepared, options.FloatNodes);
        var scales = plan.Values.Values.Select(value => value.Range).Distinct(StringComparer.Ordinal).ToDictionary(
            range => range, range => ActivationScale.Covering(_histograms[range].Choose(options.Ranges, options.Activations), options.Activations), StringComparer.Ordinal);
        return new QuantizedGraphWriter(plan, scales, options, _original).Write();
    }

    /// <summary>The names of all nodes that can be quantised.</summary>
    public IReadOnlyList<QuantizableNode> Nodes => [.. QuantizationPlan.Create(_prepared).Nodes.Select(node => node.Description)];

    private static void Run(OnnxEngine engine, IReadOnlyList<IReadOnlyList<torch.Tensor>> calibration, FloatsAction observe)
    {
        foreach (var batch in calibration)
        {
            using var scope = torch.NewDisposeScope();
            var values = engine.Run(batch);
            for (var index = 0; index < values.Count; index++)
                observe(index, MemoryMarshal.Cast<byte, float>(values[index].bytes));
        }
    }

    // The graph with inner values as its outputs; an input among them is read through an Identity.
    private static OnnxModel Observed(OnnxModel prepared, string[] names)
    {
        var proto = prepared.Proto.Clone();
        proto.Graph.Output.Clear();
        var specs = names.Select((name, index) => TensorSpec.Float32($"observed_{index}")).ToArray();
        for (var index = 0; index < names.Length; index++)
        {
            proto.Graph.Node.Add(new NodeProto { OpType = "Identity", Name = specs[index].Name, Input = { names[index] }, Output = { specs[index].Name } });
            proto.Graph.Output.Add(new ValueInfoProto
            {
                Name = specs[index].Name,
                Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
            });
        }

        return new OnnxModel(proto, prepared.Inputs, specs, prepared.Opset);
    }

    private delegate void FloatsAction(int index, ReadOnlySpan<float> values);
}
