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

    /// <exception cref="OperationCanceledException">The token was cancelled; the module is in the mode that it was in.</exception>
    public TrainingLoss Run(CancellationToken cancellationToken)
    {
        var wasTraining = _objective.Module.training;
        _objective.Module.eval();
        try
        {
            return RunInEvalMode(cancellationToken);
        }
        finally
        {
            _objective.Module.train(wasTraining);
        }
    }

    public void Dispose() => _loader.Dispose();

    private TrainingLoss RunInEvalMode(CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        var mean = new LossMean();
        for (var first = 0; first < _indices.Length; first += _batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var indices = _indices.AsSpan(first, Math.Min(_batchSize, _indices.Length - first));
            mean.Add(_objective.Loss(_loader.Load(indices, first / _batchSize)).Read(), indices.Length);
        }

        return mean.Mean;
    }
}
