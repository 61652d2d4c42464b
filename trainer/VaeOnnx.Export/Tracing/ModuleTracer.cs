using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Export.Tracing;

/// <summary>Traces a module once at its base sizes and once more for every free dimension, and keeps the traces' constants alive.</summary>
internal sealed class ModuleTracer(Module module, IReadOnlyList<TensorSpec> inputs, ExportOptions options, OperatorTable table) : IDisposable
{
    private readonly ForwardMethod _forward = new(module, inputs.Count);
    private ModuleNames _names = new(module);
    private readonly List<TraceContext> _contexts = [];

    public TracedProgram Trace()
    {
        var sizes = new SampleSizePlan(inputs, options.SampleSizes);
        var first = Run(sizes.Runs[0]);
        if (KeepCached())
            first = Run(sizes.Runs[0]);
        TraceRun[] runs = [first, .. sizes.Runs.Skip(1).Select(Run)];
        return new TraceComparison(runs, inputs, options.Opset).Merge();
    }

    /// <summary>The value of a tensor that the module tree holds.</summary>
    public TraceValue? Stored(Tensor tensor) => _contexts[^1].Find(tensor);

    public void Dispose() => _contexts.ForEach(context => context.Dispose());

    /// <summary>
    /// A forward that keeps a mask or a table in a field makes it in its first run: it stays alive, and is a constant from there on.
    /// </summary>
    private bool KeepCached()
    {
        var known = _names.Tensors.Select(entry => entry.Tensor).ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        var names = new ModuleNames(module);
        var cached = names.Tensors.Where(entry => !known.Contains(entry.Tensor)).ToArray();
        foreach (var (_, tensor) in cached)
            tensor.DetachFromDisposeScope();
        _names = names;
        return cached.Length > 0;
    }

    private TraceRun Run(IReadOnlyDictionary<string, long> sizes)
    {
        using var grad = no_grad();
        var context = new TraceContext(_names, table, options.Opset);
        _contexts.Add(context);
        Tensor[] samples = [.. inputs.Select((spec, index) => SampleTensors.Create(spec, sizes, seed: (_contexts.Count * inputs.Count) + index))];
        TraceValue[] values = [.. inputs.Select((spec, index) => context.AddInput(spec.Name, samples[index]))];
        var result = RunTraced(context, samples);
        var outputs = _forward.Outputs(result).Select(output => (output.Name, context.FindOutput(output.Tensor))).ToArray();
        return new TraceRun(sizes, values, context.Records, outputs);
    }

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
            throw new ExportException($"forward failed on inputs of shape {string.Join(", ", samples.Select(sample => $"[{string.Join(',', sample.shape)}]"))}: {error.Message}", error)
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
