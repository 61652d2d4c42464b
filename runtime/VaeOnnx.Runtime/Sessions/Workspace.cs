using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>
/// The buffers of one call at a time, with one binding a batch size over them: once a size was seen, a run allocates nothing.
/// </summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Vector loops over the buffers run past the last value rather than finishing by single numbers, whose last bits differ.</summary>
    private const int Padding = 16;

    private readonly InferenceSession _session;
    private readonly GraphSession _graph;
    private readonly RunOptions _run = new();
    private readonly float[][] _outputs;
    private float[] _input = [];
    private Binding?[] _bindings = [];

    public Workspace(InferenceSession session, GraphSession graph)
    {
        _session = session;
        _graph = graph;
        _outputs = new float[graph.Outputs.Length][];
    }

    /// <summary>The values of the first <paramref name="batch"/> samples of the input.</summary>
    public Span<float> Input(int batch) => _input.AsSpan(0, batch * _graph.Input.Length);

    /// <summary>The values of the first <paramref name="batch"/> samples of an output.</summary>
    public Span<float> Output(int index, int batch) => _outputs[index].AsSpan(0, batch * _graph.Outputs[index].Length);

    /// <summary>As <see cref="Input"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedInput(int batch) => Padded(_input, batch * _graph.Input.Length);

    /// <summary>As <see cref="Output"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedOutput(int index, int batch) => Padded(_outputs[index], batch * _graph.Outputs[index].Length);

    /// <summary>Runs the graph on the first <paramref name="batch"/> samples.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The engine failed.</exception>
    public void Run(int batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var binding = _bindings[batch] ??= new Binding(_session, _graph, batch, _input, _outputs);
        try
        {
            RunCancellable(binding, cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = new InferenceException(_graph.Input.Name, batch, _graph.Execution.Active, e);
            Instruments.Fail(failure);
            throw failure;
        }
    }

    /// <summary>Makes room for a batch; the capacity doubles, so that growing ends soon.</summary>
    public void EnsureCapacity(int batch)
    {
        if (batch < _bindings.Length)
            return;
        ReleaseBindings();
        var capacity = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)batch), (uint)_graph.MaxBatch);
        _input = Allocate(capacity, _graph.Input.Length);
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i] = Allocate(capacity, _graph.Outputs[i].Length);
        _bindings = new Binding?[capacity + 1];
    }

    public void Dispose()
    {
        ReleaseBindings();
        _run.Dispose();
    }

    private void RunCancellable(Binding binding, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            binding.Run(_session, _run);
            return;
        }

        try
        {
            // Disposing the registration waits for a callback that is under way, so none can hit the next run.
            using var registration = cancellationToken.UnsafeRegister(static run => ((RunOptions)run!).Terminate = true, _run);
            binding.Run(_session, _run);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                _run.Terminate = false;
        }
    }

    private void ReleaseBindings()
    {
        foreach (var binding in _bindings)
            binding?.Dispose();
        _bindings = [];
    }

    private static float[] Allocate(int capacity, int length) =>
        GC.AllocateArray<float>(checked((capacity * length) + Padding), pinned: true);

    private static Span<float> Padded(float[] buffer, int length) => buffer.AsSpan(0, (length + Padding - 1) / Padding * Padding);
}
