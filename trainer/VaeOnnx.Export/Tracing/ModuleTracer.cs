using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Export.Tracing;

/// <summary>Traces a module at several sizes of its free dimensions, and keeps the traces' constants alive.</summary>
internal sealed class ModuleTracer(Module module, IReadOnlyList<TensorSpec> inputs, ExportOptions options, OperatorTable table) : IDisposable
{
    private readonly ForwardMethod _forward = new(module, inputs.Count);
    private ModuleNames _names = new(module);
    private readonly List<TraceContext> _contexts = [];
    private readonly SampleSizePlan _sizes = new(inputs, options.SampleSizes);

    public TracedProgram Trace()
    {
        var (stretch, isComplete) = (1.0, false);
        while (true)
        {
            TraceRun[] runs = [.. FewRuns(), .. TryRuns(_sizes.Stretched(stretch)), .. TryRuns(isComplete ? _sizes.Rows() : [])];
            var comparison = new TraceComparison(runs, inputs, options.Opset, isComplete);
            var program = comparison.Merge();
            if (comparison.Stretch <= stretch && !comparison.WantsMoreSizes)
                return program;
            (stretch, isComplete) = (Math.Max(stretch, comparison.Stretch), isComplete || comparison.WantsMoreSizes);
        }
    }

    /// <summary>The value of a tensor that the module tree holds.</summary>
    public TraceValue? Stored(Tensor tensor) => _contexts[^1].Find(tensor);

    public void Dispose() => _contexts.ForEach(context => context.Dispose());

    private List<TraceRun> FewRuns()
    {
        var first = Run(_sizes.Base);
        if (KeepCached())
        {
            _names = new ModuleNames(module);
            first = Run(_sizes.Base);
        }

        var elements = first.Records.SelectMany(record => record.Results).Sum(result => result.Shape.Aggregate(1L, (count, size) => count * size));
        List<TraceRun> runs = [first, .. _sizes.Seconds().Select(Run)];
        foreach (var name in _sizes.Names)
            runs.Add(AtThirdSize(name, elements));
        return runs;
    }

    /// <summary>The trace at the first third size that forward accepts.</summary>
    private TraceRun AtThirdSize(string name, long elements)
    {
        ExportException? failure = null;
        foreach (var sizes in _sizes.Thirds(name, elements))
        {
            try
            {
                return Run(sizes);
            }
            catch (ExportException error) when (error.InnerException is not null)
            {
                failure = error;
            }
        }

        throw failure!;
    }

    /// <summary>Traces at those sizes that forward accepts.</summary>
    private IEnumerable<TraceRun> TryRuns(IEnumerable<IReadOnlyDictionary<string, long>> plan)
    {
        foreach (var sizes in plan)
        {
            TraceRun? run = null;
            try
            {
                run = Run(sizes);
            }
            catch (ExportException error) when (error.InnerException is not null)
            {
                continue;
            }

            yield return run;
        }
    }

    /// <summary>
    /// A forward that keeps a mask or a table in a field makes it in its first run: it outlives the trace, and is a constant in the
    /// next ones.
    /// </summary>
    private bool KeepCached()
    {
        var known = _names.Tensors.Select(entry => entry.Tensor).ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        var cached = new ModuleNames(module).Tensors.Where(entry => !known.Contains(entry.Tensor)).ToArray();
        foreach (var (_, tensor) in cached)
            tensor.DetachFromDisposeScope();
        return cached.Length > 0;
    }

    private TraceRun Run(IReadOnlyDictionary<string, long> sizes)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var context = new TraceContext(_names, table, options.Opset);
        _contexts.Add(context);
        Tensor[] samples = [.. inputs.Select((spec, index) => SampleTensors.Create(spec, sizes, seed: (_contexts.Count * inputs.Count) + index))];
        TraceValue[] values = [.. inputs.Select((spec, index) => context.AddInput(spec.Name, samples[index]))];
        try
        {
            var result = RunTraced(context, samples);
            var outputs = _forward.Outputs(result).Select(output => (output.Name, context.FindOutput(output.Tensor))).ToArray();
            return new TraceRun(sizes, values, context.Records, outputs);
        }
        finally
        {
            KeepCached();
        }
    }

    /// <summary>Without the native call stack that libtorch appends; the inner exception keeps it.</summary>
    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();

    private object? RunTraced(TraceContext context, Tensor[] samples)
    {
        if (TraceHooks.Current is not null)
            throw new InvalidOperationException("An export runs on this thread already: forward must not export.");
        TraceHooks.Current = context;
        try
        {
            var result = _forward.Trace(samples);
            context.ThrowIfRefused();
            return result;
        }
        catch (Exception error) when (error is not ExportException)
        {
            context.ThrowIfRefused();
            throw new ExportException($"forward failed on inputs of shape {string.Join(", ", samples.Select(sample => $"[{string.Join(',', sample.shape)}]"))}: {FirstLine(error.Message)}", error)
            {
                Opset = options.Opset,
                Alternative = "Check the inputs' TensorSpecs, and ExportOptions.SampleSizes where a free dimension cannot take every size.",
            };
        }
        finally
        {
            TraceHooks.Current = null;
        }
    }
}
