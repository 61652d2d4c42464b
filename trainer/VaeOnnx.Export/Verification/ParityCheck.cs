using System.Globalization;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Verification;

/// <summary>Runs a graph and its module on the same inputs and compares every element of every output.</summary>
internal sealed class ParityCheck(OnnxModel model, nn.Module module, ParityOptions options)
{
    private readonly ForwardMethod _forward = new(module, model.Inputs.Count);
    private readonly double[] _absolute = new double[model.Outputs.Count];
    private readonly double[] _relative = new double[model.Outputs.Count];
    private readonly List<string> _failures = [];
    private readonly List<int> _batchSizes = [];

    public ParityReport RunOnRandomInputs()
    {
        using var scope = NewDisposeScope();
        var isBatched = model.Inputs.Any(input => input.Shape.Any(dimension => !dimension.IsFixed));
        return Run([.. (isBatched ? options.BatchSizes : [1]).Select(RandomInputs)]);
    }

    public ParityReport Run(IReadOnlyList<IReadOnlyList<Tensor>> batches)
    {
        using var engine = new OnnxEngine(model);
        using var grad = no_grad();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            Compare(batch, engine);
        }

        var report = Report();
        return report.Passed ? report : throw new ParityException(report);
    }

    private Tensor[] RandomInputs(int batch)
    {
        var sizes = new SampleSizePlan(model.Inputs, new Dictionary<string, SampleSizes>()).Base
            .ToDictionary(entry => entry.Key, entry => entry.Key == Dimension.Batch.Name ? batch : entry.Value);
        return [.. model.Inputs.Select((spec, index) => SampleTensors.Create(spec, sizes, options.Seed + (31 * batch) + index))];
    }

    private void Compare(IReadOnlyList<Tensor> inputs, OnnxEngine engine)
    {
        // The engine's copy comes first: a forward may change its input in place.
        var actual = engine.Run(inputs);
        var expected = _forward.Outputs(_forward.Run([.. inputs.Select(input => input.clone())]));
        _batchSizes.Add(inputs[0].dim() == 0 ? 1 : (int)inputs[0].shape[0]);
        for (var output = 0; output < actual.Count; output++)
            Compare(output, expected[output].Tensor, actual[output]);
    }

    private void Compare(int output, Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
        {
            Fail(output, $"its shape is [{string.Join(',', actual.shape)}] instead of [{string.Join(',', expected.shape)}]");
            return;
        }

        if (expected.numel() == 0)
            return;
        var wanted = expected.detach().cpu().to_type(ScalarType.Float64).flatten();
        var found = actual.to_type(ScalarType.Float64).flatten();
        // The same infinity or no number on both sides is agreement.
        var same = wanted.eq(found).logical_or(wanted.isnan().logical_and(found.isnan()));
        var difference = torch.where(same, torch.zeros_like(wanted), (wanted - found).abs().nan_to_num(double.MaxValue, double.MaxValue));
        var excess = difference - (wanted.abs().nan_to_num(0, 0, 0) * options.RelativeTolerance) - options.AbsoluteTolerance;
        _absolute[output] = Math.Max(_absolute[output], difference.max().item<double>());
        _relative[output] = Math.Max(_relative[output], Relative(wanted, found, difference));
        if (excess.max().item<double>() > 0)
            FailAt(output, excess.argmax().item<long>(), wanted, found);
    }

    /// <summary>|a − b| / max(|a|, |b|) over the elements above the absolute tolerance's scale, where a ratio means something.</summary>
    private double Relative(Tensor wanted, Tensor found, Tensor difference)
    {
        const double scale = 100; // times the absolute tolerance: 1e-3 by default
        var magnitude = torch.maximum(wanted.abs(), found.abs());
        var ratio = torch.where(magnitude.gt(scale * options.AbsoluteTolerance), difference / magnitude, torch.zeros_like(magnitude));
        return ratio.nan_to_num(0, 0, 0).max().item<double>();
    }

    private void FailAt(int output, long index, Tensor wanted, Tensor found) => Fail(output, string.Create(CultureInfo.InvariantCulture,
        $"element {index} is {found[index].item<double>():g9} instead of {wanted[index].item<double>():g9}"));

    private void Fail(int output, string what) =>
        _failures.Add(string.Create(CultureInfo.InvariantCulture, $"Output '{model.Outputs[output].Name}' at batch {_batchSizes[^1]}: {what}."));

    private ParityReport Report() => new()
    {
        Certificate = new ParityCertificate
        {
            Inputs = options.Inputs,
            BatchSizes = _batchSizes,
            AbsoluteTolerance = options.AbsoluteTolerance,
            RelativeTolerance = options.RelativeTolerance,
            Outputs = [.. model.Outputs.Select((output, index) => new OutputParity
            {
                Output = output.Name,
                MaxAbsoluteDifference = _absolute[index],
                MaxRelativeDifference = _relative[index],
            })],
        },
        Failures = _failures,
    };
}
