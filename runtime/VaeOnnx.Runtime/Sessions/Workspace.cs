using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>
/// What one call at a time needs to run a graph: its cancellation, and buffers for inputs and outputs that are not the caller's own.
/// A buffer is made when it is first asked for and grows to the largest batch seen; after that a run allocates nothing.
/// </summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Vector loops over the buffers run past the last value rather than finishing by single numbers, whose last bits differ.</summary>
    private const int Padding = 16;

    private readonly GraphSession _graph;
    private readonly RunOptions _run = new();
    private readonly float[][] _outputs;
    private float[] _input = [];
    private float[] _labels = [];
    private int _labelled;

    public Workspace(GraphSession graph)
    {
        _graph = graph;
        _outputs = new float[graph.Outputs.Length][];
        Array.Fill(_outputs, []);
    }

    /// <summary>Room for the first <paramref name="batch"/> samples of the input.</summary>
    public Span<float> Input(int batch) => Room(ref _input, batch, _graph.Input.Length, padded: false);

    /// <summary>Room for, or the values of, the first <paramref name="batch"/> samples of an output.</summary>
    public Span<float> Output(int index, int batch) => Room(ref _outputs[index], batch, _graph.Outputs[index].Length, padded: false);

    /// <summary>As <see cref="Input"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedInput(int batch) => Room(ref _input, batch, _graph.Input.Length, padded: true);

    /// <summary>As <see cref="Output"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedOutput(int index, int batch) => Room(ref _outputs[index], batch, _graph.Outputs[index].Length, padded: true);

    /// <summary>Gives the next run its classes, one a sample; nothing where the graph takes none.</summary>
    public void Label(ReadOnlySpan<int> labels)
    {
        if (_graph.Labels is null)
            return;
        var rows = Room(ref _labels, labels.Length, _graph.Classes, padded: false);
        rows.Clear();
        for (var i = 0; i < labels.Length; i++)
            rows[(i * _graph.Classes) + labels[i]] = 1;
        _labelled = labels.Length;
    }

    /// <summary>Runs the graph into the workspace's own outputs.</summary>
    /// <param name="input">Whole samples; the workspace's own input or anybody's memory.</param>
    /// <param name="cancellationToken">Stops also within the run.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The engine failed.</exception>
    public void Run(ReadOnlySpan<float> input, CancellationToken cancellationToken)
    {
        var batch = input.Length / _graph.Input.Length;
        Run(input, Output(0, batch), _outputs.Length > 1 ? Output(1, batch) : [], cancellationToken);
    }

    /// <summary>Runs a graph of one output, into anybody's memory; see <see cref="Run(ReadOnlySpan{float}, CancellationToken)"/>.</summary>
    public void Run(ReadOnlySpan<float> input, Span<float> output, CancellationToken cancellationToken) => Run(input, output, [], cancellationToken);

    /// <summary>Runs a graph of up to two outputs, into anybody's memory apart from the input's; see <see cref="Run(ReadOnlySpan{float}, CancellationToken)"/>.</summary>
    public unsafe void Run(ReadOnlySpan<float> input, Span<float> first, Span<float> second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = input.Length / _graph.Input.Length;
        try
        {
            fixed (float* from = input, classes = _labels, to = first, alsoTo = second)
            {
                if (_graph.Labels is null)
                    RunCancellable(batch, [(nint)from, (nint)to, (nint)alsoTo], cancellationToken);
                else
                    RunCancellable(RequireLabels(batch), [(nint)from, (nint)classes, (nint)to, (nint)alsoTo], cancellationToken);
            }
        }
        catch (NativeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = new InferenceException(_graph.Input.Name, batch, _graph.Execution.Active, e);
            Instruments.Fail(failure);
            throw failure;
        }
    }

    public void Dispose() => _run.Dispose();

    // Labels hold for one run: the next call must not inherit them.
    private int RequireLabels(int batch)
    {
        if (_labelled != batch)
            throw new InvalidOperationException("The bundle's VAE was trained with labels: Encode, Decode, Sample and Augment take them; nothing else does.");
        _labelled = 0;
        return batch;
    }

    private void RunCancellable(int batch, ReadOnlySpan<nint> buffers, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            _graph.Runner.Run(_run, batch, buffers);
            return;
        }

        try
        {
            // Disposing the registration waits for a callback that is under way, so none can hit the next run.
            using var registration = cancellationToken.UnsafeRegister(static run => ((RunOptions)run!).Terminate = true, _run);
            _graph.Runner.Run(_run, batch, buffers);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                _run.Terminate = false;
        }
    }

    // The capacity doubles, so that growing ends soon. What a smaller buffer held is not kept: a batch begins with its input.
    private Span<float> Room(ref float[] buffer, int batch, int length, bool padded)
    {
        var needed = batch * length;
        if (buffer.Length < needed + Padding)
        {
            var capacity = Math.Min(BitOperations.RoundUpToPowerOf2((uint)batch), (uint)_graph.MaxBatch);
            buffer = GC.AllocateArray<float>(checked(((int)capacity * length) + Padding), pinned: true);
        }

        return buffer.AsSpan(0, padded ? (needed + Padding - 1) / Padding * Padding : needed);
    }
}
