using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The mean loss over a whole image set without gradients; what is drawn is the same at every call, so that epochs compare.</summary>
internal sealed class ValidationPass : IDisposable
{
    private readonly Objective _objective;
    private readonly BatchPipeline _batches;
    private readonly int _steps;

    public ValidationPass(Objective objective, ImageSource images, int batchSize, DenoisingTask? task, ulong seed)
    {
        _objective = objective;
        _steps = (images.Count + batchSize - 1) / batchSize;
        _batches = new BatchPipeline(
            () => new BatchLoader(images, batchSize, task, RandomStream.ValidationNoise.Derive(seed), RandomStream.ValidationEpsilon.Derive(seed)),
            step => [.. Enumerable.Range((int)step * batchSize, Math.Min(batchSize, images.Count - ((int)step * batchSize)))],
            _steps);
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

    public void Dispose() => _batches.Dispose();

    private TrainingLoss RunInEvalMode(CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        var mean = new LossMean();
        for (var step = 0; step < _steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = _batches.Read(step);
            mean.Add(_objective.Loss(batch).Read(), batch.Count);
        }

        return _objective.Complete(mean.Mean);
    }
}
