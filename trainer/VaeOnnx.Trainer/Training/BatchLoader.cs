using System.Runtime.InteropServices;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fills one set of native buffers with batch after batch, so that a step allocates none of its own.</summary>
internal sealed class BatchLoader : IDisposable
{
    private readonly ImageSource _images;
    private readonly DenoisingTask? _task;
    private readonly ImageSpec _spec;
    private readonly ulong _taskSeed;
    private readonly ulong _epsilonSeed;
    private readonly int _batchSize;
    private readonly float[] _samples;
    private readonly Tensor _targets;
    private readonly Tensor? _inputs;
    private readonly Tensor? _mask;
    private readonly Tensor? _labels;
    private int _count;
    private long _step;

    public BatchLoader(ImageSource images, int batchSize, DenoisingTask? task, ulong taskSeed, ulong epsilonSeed)
    {
        (_images, _batchSize, _task, _taskSeed, _epsilonSeed) = (images, batchSize, task, taskSeed, epsilonSeed);
        _spec = images.Spec with { Channels = images.Spec.Channels / (task?.ImagesASample ?? 1) };
        _samples = new float[task is null ? 0 : batchSize * images.Spec.Length];
        _targets = empty(batchSize, _spec.Channels, _spec.Height, _spec.Width).DetachFromDisposeScope();
        _inputs = task is null ? null : empty_like(_targets).DetachFromDisposeScope();
        _mask = task?.IsMasked == true ? empty_like(_targets).DetachFromDisposeScope() : null;
        _labels = images.IsLabelled ? empty(batchSize, dtype: ScalarType.Int64).DetachFromDisposeScope() : null;
    }

    /// <summary>Fills the buffers and gives the batch in them.</summary>
    public ImageBatch Load(ReadOnlySpan<int> indices, long step)
    {
        Fill(indices, step);
        return Batch();
    }

    /// <summary>Fills the buffers, on any thread: no tensor is made.</summary>
    public void Fill(ReadOnlySpan<int> indices, long step)
    {
        (_count, _step) = (indices.Length, step);
        if (_task is null)
            _images.Gather(indices, Values(_targets)[..(indices.Length * _spec.Length)]);
        else
            Fill(_task, indices, (int)step);
        if (_labels is not null)
            _images.GatherLabels(indices, MemoryMarshal.Cast<byte, long>(_labels.bytes)[..indices.Length]);
    }

    /// <summary>The batch in the buffers; its views belong to the dispose scope of this thread.</summary>
    public ImageBatch Batch()
    {
        var targets = Rows(_targets, _count);
        return new ImageBatch(
            _inputs is null ? targets : Rows(_inputs, _count), targets, _labels is null ? null : Rows(_labels, _count), _step * _batchSize, _epsilonSeed)
        {
            Mask = _mask is null ? null : Rows(_mask, _count),
        };
    }

    public void Dispose()
    {
        _targets.Dispose();
        _inputs?.Dispose();
        _mask?.Dispose();
        _labels?.Dispose();
    }

    private void Fill(DenoisingTask task, ReadOnlySpan<int> indices, int step)
    {
        var length = _images.Spec.Length;
        var samples = _samples.AsSpan(0, indices.Length * length);
        _images.Gather(indices, samples);
        for (var i = 0; i < indices.Length; i++)
        {
            var views = new TaskViews(Row(_inputs!, i), Row(_targets, i), _mask is null ? default : Row(_mask, i));
            task.Fill(samples.Slice(i * length, length), _images.Spec, views, _taskSeed, indices[i], step);
        }
    }

    private Span<float> Row(Tensor buffer, int row) => Values(buffer).Slice(row * _spec.Length, _spec.Length);

    private static Span<float> Values(Tensor buffer) => MemoryMarshal.Cast<byte, float>(buffer.bytes);

    private static Tensor Rows(Tensor buffer, int count) => buffer.narrow(0, 0, count);
}
