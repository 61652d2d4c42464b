using System.Runtime.InteropServices;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The standard normal noise of a step's latents, in one native buffer: a function of the epsilon seed and the sample's number alone.</summary>
internal sealed class EpsilonBuffer : IDisposable
{
    private readonly int _latentDim;
    private readonly Tensor _values;

    public EpsilonBuffer(int batchSize, int latentDim)
    {
        _latentDim = latentDim;
        _values = empty(batchSize, latentDim).DetachFromDisposeScope();
    }

    /// <summary>The batch's noise, [N, LatentDim]; valid until the next call.</summary>
    public Tensor Of(ImageBatch batch)
    {
        var values = MemoryMarshal.Cast<byte, float>(_values.bytes)[..(batch.Count * _latentDim)];
        SeededNoise.FillNormal(values, _latentDim, batch.EpsilonSeed, batch.FirstSample, draw: 0);
        return _values.narrow(0, 0, batch.Count);
    }

    public void Dispose() => _values.Dispose();
}
