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
    private float[] _condition = [];
    private float[] _mean = [];
    private float[] _spread = [];
    private int _conditioned;
    private int _height;
    private int _width;

    public Workspace(GraphSession graph)
    {
        _graph = graph;
        _outputs = new float[graph.Outputs.Length][];
        Array.Fill(_outputs, []);
    }

    /// <summary>Room for the first <paramref name="batch"/> samples of the input.</summary>
    public Span<float> Input(int batch) => Room(ref _input, batch, LengthOf(_graph.Input), padded: false);

    /// <summary>Room for, or the values of, the first <paramref name="batch"/> samples of an output.</summary>
    public Span<float> Output(int index, int batch) => Room(ref _outputs[index], batch, LengthOf(_graph.Outputs[index]), padded: false);

    /// <summary>As <see cref="Input"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedInput(int batch) => Room(ref _input, batch, LengthOf(_graph.Input), padded: true);

    /// <summary>As <see cref="Output"/>, up to the end of the vector that holds the last value.</summary>
    public Span<float> PaddedOutput(int index, int batch) => Room(ref _outputs[index], batch, LengthOf(_graph.Outputs[index]), padded: true);

    /// <summary>Room for the second input of the next run, and of no other.</summary>
    public Span<float> Condition(int batch)
    {
        _conditioned = batch;
        return Room(ref _condition, batch, LengthOf(_graph.Condition!), padded: false);
    }

    /// <summary>Room for the mean of several runs' outputs.</summary>
    public Span<float> Mean(int batch) => Room(ref _mean, batch, LengthOf(_graph.Outputs[0]), padded: false);

    /// <summary>Room for how far several runs' outputs lie from their mean.</summary>
    public Span<float> Spread(int batch) => Room(ref _spread, batch, LengthOf(_graph.Outputs[0]), padded: false);

    /// <summary>Says how large the images of the next runs are, where the graph takes any size.</summary>
    public void Resize(int height, int width) => (_height, _width) = (height, width);

    /// <summary>Gives the next run its classes, one a sample; nothing where the graph takes none.</summary>
    public void Label(ReadOnlySpan<int> labels)
    {
        if (_graph.Classes == 0)
            return;
        var rows = Condition(labels.Length);
        rows.Clear();
        for (var i = 0; i < labels.Length; i++)
            rows[(i * _graph.Classes) + labels[i]] = 1;
    }

    /// <summary>Gives one sample of the next run the share 1 − t of the first class and t of the second; nothing where the graph takes none.</summary>
    public void Blend(int sample, int batch, ReadOnlySpan<int> labels, double t)
    {
        if (_graph.Classes == 0)
            return;
        var row = Condition(batch).Slice(sample * _graph.Classes, _graph.Classes);
        row.Clear();
        row[labels[0]] += (float)(1 - t);
        row[labels[1]] += (float)t;
    }

    /// <summary>Runs the graph into the workspace's own outputs.</summary>
    /// <param name="input">Whole samples; the workspace's own input or anybody's memory.</param>
    /// <param name="cancellationToken">Stops also within the run.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The engine failed.</exception>
    public void Run(ReadOnlySpan<float> input, CancellationToken cancellationToken)
    {
        var batch = input.Length / LengthOf(_graph.Input);
        Run(input, Output(0, batch), _outputs.Length > 1 ? Output(1, batch) : [], cancellationToken);
    }

    /// <summary>Runs a graph of one output, into anybody's memory; see <see cref="Run(ReadOnlySpan{float}, CancellationToken)"/>.</summary>
    public void Run(ReadOnlySpan<float> input, Span<float> output, CancellationToken cancellationToken) => Run(input, output, [], cancellationToken);

    /// <summary>Runs a graph of up to two outputs, into anybody's memory apart from the input's; see <see cref="Run(ReadOnlySpan{float}, CancellationToken)"/>.</summary>
    public unsafe void Run(ReadOnlySpan<float> input, Span<float> first, Span<float> second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = input.Length / LengthOf(_graph.Input);
        try
        {
            fixed (float* from = input, condition = _condition, to = first, alsoTo = second)
            {
                if (_graph.Condition is null)
                    RunCancellable(batch, [(nint)from, (nint)to, (nint)alsoTo], cancellationToken);
                else
                    RunCancellable(RequireCondition(batch), [(nint)from, (nint)condition, (nint)to, (nint)alsoTo], cancellationToken);
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

    /// <summary>Forgets a second input that was given for a run that never came: the call was refused or cancelled before it.</summary>
    public void ForgetCondition() => _conditioned = 0;

    public void Dispose() => _run.Dispose();

    private int LengthOf(BatchTensor tensor) => tensor.LengthAt(_height, _width);

    // A second input holds for one run: the next call must not inherit it.
    private int RequireCondition(int batch)
    {
        if (_conditioned != batch)
        {
            throw new InvalidOperationException(_graph.Warps
                ? "The bundle's VAE deforms images: Augment, Interpolate, EncodePairs and Warp give it any; nothing else does."
                : "The bundle's VAE was trained with labels: Encode, Decode, Sample, Augment, Interpolate and BoundLikelihood take them; nothing else does.");
        }

        _conditioned = 0;
        return batch;
    }

    private void RunCancellable(int batch, ReadOnlySpan<nint> buffers, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            _graph.Runner.Run(_run, batch, _height, _width, buffers);
            return;
        }

        try
        {
            // Disposing the registration waits for a callback that is under way, so none can hit the next run.
            using var registration = cancellationToken.UnsafeRegister(static run => ((RunOptions)run!).Terminate = true, _run);
            _graph.Runner.Run(_run, batch, _height, _width, buffers);
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
