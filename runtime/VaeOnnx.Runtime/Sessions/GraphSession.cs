using Microsoft.ML.OnnxRuntime;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>A session over one graph and the workspaces of its calls. Thread-safe; callers hold the bundle's gate while they use it.</summary>
internal sealed class GraphSession : IDisposable
{
    /// <summary>Bounds a workspace, however large the images: input and outputs together stay about as large as the caches that cores share.</summary>
    private const int WorkspaceBytes = 8 * 1024 * 1024;

    private readonly InferenceSession _session;
    private readonly int _maxBatch;
    private readonly Lock _lock = new();
    private Workspace?[] _idle = new Workspace?[4];
    private int _idleCount;

    public GraphSession(OpenedSession opened, GraphEntry entry, RuntimeOptions options)
    {
        _session = opened.Session;
        Execution = opened.Report;
        Input = new BatchTensor(entry.Inputs[0]);
        Outputs = [.. entry.Outputs.Select(output => new BatchTensor(output))];
        Tiling = entry.Tiling;
        Condition = entry.Inputs.Count > 1 ? new BatchTensor(entry.Inputs[1], Tiling?.Multiple ?? 1) : null;
        Runner = new GraphRunner(_session, Condition is null ? [Input] : [Input, Condition], Outputs);
        _maxBatch = options.MaxBatch;
        MaxBatch = BatchOf(entry.Tiling?.Multiple ?? 1, entry.Tiling?.Multiple ?? 1);
    }

    /// <summary>How images of any size are run; null for a graph of one size.</summary>
    public TilingSpec? Tiling { get; }

    public ExecutionReport Execution { get; }

    public GraphRunner Runner { get; }

    public BatchTensor Input { get; }

    /// <summary>The second input of a conditional model's graph, classes (one-hot) or images; null where there is none.</summary>
    public BatchTensor? Condition { get; }

    /// <summary>The classes that the graph takes; 0 where it takes no labels.</summary>
    public int Classes => Condition is { Name: TensorNames.Labels } labels ? labels.Length : 0;

    /// <summary>Whether it is half of a warp-VAE, whose encoder compares images with others and whose decoder deforms images.</summary>
    public bool Warps => Condition is not null && Classes == 0 && !Draws;

    /// <summary>Whether it is a denoiser that takes noise for its latents.</summary>
    public bool Draws => Condition is { Name: TensorNames.Epsilon };

    public BatchTensor[] Outputs { get; }

    /// <summary>The largest batch of one run; a longer request is cut.</summary>
    public int MaxBatch { get; }

    /// <summary>The largest batch of one run on images of a size, where the graph takes any.</summary>
    public int BatchOf(int height, int width)
    {
        var values = (long)Input.LengthAt(height, width) + (Condition?.LengthAt(height, width) ?? 0);
        foreach (var output in Outputs)
            values += output.LengthAt(height, width);
        return (int)Math.Clamp(WorkspaceBytes / (sizeof(float) * values), 1, _maxBatch);
    }

    /// <summary>A workspace for one thread at a time; dispose the result to give it back.</summary>
    public Lease Rent()
    {
        Workspace? workspace = null;
        lock (_lock)
        {
            if (_idleCount > 0)
                workspace = _idle[--_idleCount];
        }

        return new Lease(this, workspace ?? new Workspace(this));
    }

    public void Dispose()
    {
        for (var i = 0; i < _idleCount; i++)
            _idle[i]!.Dispose();
        _idleCount = 0;
        Runner.Dispose();
        _session.Dispose();
    }

    private void Return(Workspace workspace)
    {
        workspace.ForgetCondition();
        lock (_lock)
        {
            if (_idleCount == _idle.Length)
                Array.Resize(ref _idle, 2 * _idle.Length);
            _idle[_idleCount++] = workspace;
        }
    }

    /// <summary>A workspace on loan.</summary>
    internal readonly ref struct Lease(GraphSession session, Workspace workspace)
    {
        public Workspace Workspace => workspace;

        public void Dispose() => session.Return(workspace);
    }
}
