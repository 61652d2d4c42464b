using System.Runtime.InteropServices;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fills one set of native buffers with batch after batch, so that a step allocates none of its own.</summary>
internal sealed class BatchLoader : IDisposable
{
    private readonly ImageSource _images;
    private readonly NoiseMix? _noise;
    private readonly ulong _noiseSeed;
    private readonly ulong _epsilonSeed;
    private readonly int _batchSize;
    private readonly Tensor _clean;
    private readonly Tensor? _noisy;
    private readonly Tensor? _labels;
    private int _count;
    private long _step;

    public BatchLoader(ImageSource images, int batchSize, NoiseMix? noise, ulong noiseSeed, ulong epsilonSeed)
    {
        (_images, _batchSize, _noise, _noiseSeed, _epsilonSeed) = (images, batchSize, noise, noiseSeed, epsilonSeed);
        var spec = images.Spec;
        _clean = empty(batchSize, spec.Channels, spec.Height, spec.Width).DetachFromDisposeScope();
        _noisy = noise is null ? null : empty_like(_clean).DetachFromDisposeScope();
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
        var length = _images.Spec.Length;
        var clean = MemoryMarshal.Cast<byte, float>(_clean.bytes)[..(indices.Length * length)];
        _images.Gather(indices, clean);
        if (_noisy is not null)
        {
            var noisy = MemoryMarshal.Cast<byte, float>(_noisy.bytes);
            for (var i = 0; i < indices.Length; i++)
                _noise!.Apply(clean.Slice(i * length, length), noisy.Slice(i * length, length), _noiseSeed, indices[i], (int)step);
        }

        if (_labels is not null)
            _images.GatherLabels(indices, MemoryMarshal.Cast<byte, long>(_labels.bytes)[..indices.Length]);
    }

    /// <summary>The batch in the buffers; its views belong to the dispose scope of this thread.</summary>
    public ImageBatch Batch()
    {
        var targets = Rows(_clean, _count);
        return new ImageBatch(
            _noisy is null ? targets : Rows(_noisy, _count), targets, _labels is null ? null : Rows(_labels, _count), _step * _batchSize, _epsilonSeed);
    }

    public void Dispose()
    {
        _clean.Dispose();
        _noisy?.Dispose();
        _labels?.Dispose();
    }

    private static Tensor Rows(Tensor buffer, int count) => buffer.narrow(0, 0, count);
}
