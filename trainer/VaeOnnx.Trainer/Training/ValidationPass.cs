using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The mean loss over a whole image set without gradients; its noise is the same at every call, so that epochs compare.</summary>
internal sealed class ValidationPass : IDisposable
{
    private readonly Objective _objective;
    private readonly BatchLoader _loader;
    private readonly int[] _indices;
    private readonly int _batchSize;

    public ValidationPass(Objective objective, ImageSource images, int batchSize, NoiseMix? noise, ulong seed)
    {
        _objective = objective;
        _batchSize = batchSize;
        _loader = new BatchLoader(images, batchSize, noise, RandomStream.ValidationNoise.Derive(seed), RandomStream.ValidationEpsilon.Derive(seed));
        _indices = [.. Enumerable.Range(0, images.Count)];
    }

    public TrainingLoss Run()
    {
        var wasTraining = _objective.Module.training;
        _objective.Module.eval();
        var mean = new LossMean();
        using (no_grad())
        {
            for (var first = 0; first < _indices.Length; first += _batchSize)
            {
                using var scope = NewDisposeScope();
                var indices = _indices.AsSpan(first, Math.Min(_batchSize, _indices.Length - first));
                mean.Add(_objective.Loss(_loader.Load(indices, first / _batchSize)).Read(), indices.Length);
            }
        }

        _objective.Module.train(wasTraining);
        return mean.Mean;
    }

    public void Dispose() => _loader.Dispose();
}
