using TorchSharp;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// Lays the traces of one module at different input sizes side by side. What is the same stays as it is, whole numbers that
/// follow the sizes become expressions of them, and everything else that differs is refused.
/// </summary>
internal sealed class TraceComparison(IReadOnlyList<TraceRun> runs, IReadOnlyList<TensorSpec> inputs, int opset, bool isComplete)
{
    private readonly SizeSolver _sizes = new(runs, inputs, isComplete);
    private readonly HashSet<int> _merged = [];

    /// <summary>Whether traces at more sizes are needed: the program is provisional.</summary>
    public bool WantsMoreSizes => _sizes.WantsMoreSizes;

    /// <summary>How many times larger than at first the free dimensions must be to show every bound; 1 where they do already.</summary>
    public double Stretch { get; private set; } = 1;

    public TracedProgram Merge()
    {
        for (var input = 0; input < inputs.Count; input++)
            MergeValue(runs.Select(run => run.Inputs[input]).ToArray());
        var shortest = runs.Min(run => run.Records.Count);
        for (var index = 0; index < shortest; index++)
            MergeRecord(runs.Select(run => run.Records[index]).ToArray());
        if (runs.Any(run => run.Records.Count != shortest))
        {
            var longer = runs.First(run => run.Records.Count > shortest).Records[shortest];
            throw Refuse(longer, "It runs for some input sizes and not for others: the number of operations follows the size.");
        }

        for (var output = 0; output < runs[0].Outputs.Count; output++)
            MergeValue(runs.Select(run => run.Outputs[output].Value).ToArray());
        return new TracedProgram { Inputs = runs[0].Inputs, Operations = runs[0].Records, Outputs = runs[0].Outputs };
    }

    private void MergeRecord(TraceRecord[] records)
    {
        var first = records[0];
        if (records.Any(record => record.Method != first.Method || record.ModulePath != first.ModulePath))
            throw Refuse(first, "Another operation runs in its place when the input's size changes: forward takes a different path.");
        for (var index = 0; index < first.Arguments.Length; index++)
            first.Arguments[index] = MergeArgument(first, first.Names[index], [.. records.Select(record => record.Arguments[index])]);
        if (records.Any(record => record.Results.Length != first.Results.Length))
            throw Refuse(first, "The number of its results follows the input's size.");
        for (var index = 0; index < first.Results.Length; index++)
            MergeValue([.. records.Select(record => record.Results[index])]);
        foreach (var cut in CutBound.Of(first))
            Stretch = Math.Max(Stretch, StretchFor(cut, records));
    }

    /// <summary>How many times larger than at first the inputs must be for an axis of free size to reach past the bound that cuts it; 1 where it does.</summary>
    private static double StretchFor(CutBound cut, TraceRecord[] records)
    {
        if (records[0].Results is not [var first] || cut.Axis >= first.Shape.Length || first.Dimensions[cut.Axis].IsFixed || first.Shape[cut.Axis] == 0)
            return 1;
        var longest = records.Max(record => record.Results[0].Shape[cut.Axis]);
        return longest < cut.Length ? (cut.Reach + 1.0) / first.Shape[cut.Axis] : 1;
    }

    private object? MergeArgument(TraceRecord record, string name, object?[] samples)
    {
        switch (samples[0])
        {
            case TraceValue value when samples.All(sample => sample is TraceValue other && other.Id == value.Id):
                MergeValue([.. samples.Cast<TraceValue>()]);
                return value;
            case object?[] items when samples.All(sample => sample is object?[] other && other.Length == items.Length):
                return Enumerable.Range(0, items.Length)
                    .Select(index => MergeArgument(record, name, [.. samples.Select(sample => ((object?[])sample!)[index])]))
                    .ToArray();
            case IndexSnapshot index when samples.All(sample => sample is IndexSnapshot other && other.Kind == index.Kind):
                return MergeIndex(record, name, [.. samples.Cast<IndexSnapshot>()]);
            case long number when samples.All(sample => sample is long):
                return samples.All(sample => (long)sample! == number) ? number : Solve(record, name, [.. samples.Cast<long>()]);
            case double number when samples.Any(sample => sample is not double other || !other.Equals(number)):
                return samples.All(sample => sample is double other && other == Math.Truncate(other))
                    ? Solve(record, name, [.. samples.Cast<double>().Select(sample => (long)sample)])
                    : throw Differs(record, name, samples);
            case Array array when samples.All(sample => sample is Array other && other.GetType() == array.GetType()
                && System.Collections.StructuralComparisons.StructuralEqualityComparer.Equals(array, other)):
                return array;
            default:
                return IsSame(samples) ? samples[0] : throw Differs(record, name, samples);
        }
    }

    /// <summary>Objects that are no data (modules, devices, delegates) may be made anew in every trace.</summary>
    private static bool IsSame(object?[] samples) => samples[0] is null or string or bool or double or Enum or Type
        ? samples.All(sample => Equals(sample, samples[0]))
        : samples.All(sample => sample?.GetType() == samples[0]!.GetType() && sample is not (TraceValue or Array));

    private IndexSnapshot MergeIndex(TraceRecord record, string name, IndexSnapshot[] samples) => samples[0] with
    {
        Start = MergeArgument(record, name, [.. samples.Select(sample => sample.Start)]),
        Stop = MergeArgument(record, name, [.. samples.Select(sample => sample.Stop)]),
        Step = MergeArgument(record, name, [.. samples.Select(sample => sample.Step)]),
        Tensor = (TraceValue?)MergeArgument(record, name, [.. samples.Select(sample => (object?)sample.Tensor)]),
    };

    private SizeExpression Solve(TraceRecord record, string name, long[] samples) =>
        _sizes.Solve(samples) ?? throw Differs(record, name, [.. samples.Cast<object?>()]);

    private void MergeValue(TraceValue[] samples)
    {
        var first = samples[0];
        if (!_merged.Add(first.Id))
            return;
        if (samples.Any(sample => sample.Shape.Length != first.Shape.Length || sample.Type != first.Type))
            throw new ExportException("The number of axes or the element type of a tensor follows the input's size.") { Opset = opset };
        first.Dimensions = _sizes.Dimensions(samples);
        first.IsFolded = !first.FollowsInput && IsSameData(samples);
        _sizes.Learn(samples);
    }

    private static bool IsSameData(TraceValue[] samples) => samples[0].Origin is ValueOrigin.Stored
        || samples.Skip(1).All(sample => sample.Shape.SequenceEqual(samples[0].Shape) && SameBytes(sample.Constant!, samples[0].Constant!));

    private static bool SameBytes(torch.Tensor a, torch.Tensor b) => a.cpu().contiguous().bytes.SequenceEqual(b.cpu().contiguous().bytes);

    private ExportException Differs(TraceRecord record, string name, object?[] samples) => Refuse(record,
        $"Its argument '{name}' is {Listed(samples)} for inputs of different size, which no size of an input explains.");

    private static string Listed(object?[] samples) => samples[0] is TraceValue or object?[] or Array
        ? "another one"
        : string.Join(", ", samples.Select(sample => $"'{sample}'").Distinct().Take(5));

    private ExportException Refuse(TraceRecord record, string reason) => new(reason)
    {
        Operation = OperationNames.ForReader(record.Method),
        ModulePath = record.ModulePath,
        Method = record.Location.Method is null ? "" : CodeNames.Of(record.Location.Method),
        IlOffset = record.Location.IlOffset,
        SourceLine = SourceLines.Find(record.Location),
        Opset = opset,
        Alternative = "Fix the dimension in the input's TensorSpec, or compute the value from x.shape.",
    };
}
