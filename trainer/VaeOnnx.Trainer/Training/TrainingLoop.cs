using System.Diagnostics;
using System.Numerics.Tensors;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The one training loop: batches, gradients, updates, validation, progress, checkpoints. What is fitted is the <see cref="Objective"/>'s affair.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(50);

    private readonly Objective _objective;
    private readonly TrainingConfig _config;
    private readonly BatchOrder _order;
    private readonly BatchPipeline _batches;
    private readonly ValidationPass? _validation;
    private readonly ParameterOptimizer _optimizer;
    private readonly CheckpointStore? _checkpoints;
    private readonly TrainingState _state = new();
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingLogEntries? _log;
    private readonly ImageSource _examined;
    private readonly Stopwatch _epochTime = new();
    private long _lastReport;

    public TrainingLoop(Objective objective, ImageSource training, ImageSource? validation, TrainingConfig config, DenoisingTask? task, IProgress<TrainingProgress>? progress)
    {
        _objective = objective;
        _config = config;
        _progress = progress;
        _order = new BatchOrder(training.Count, config, training.ShuffleWindow);
        _batches = new BatchPipeline(
            () => new BatchLoader(training, config.BatchSize, task, config.Seed, RandomStream.Epsilon.Derive(config.Seed)), step => _order.Batch(step).ToArray(), TotalSteps);
        _validation = validation is null ? null : new ValidationPass(objective, validation, config.BatchSize, task, config.Seed);
        _optimizer = ParameterOptimizer.Create(objective.Module, config);
        _examined = task?.Seen(validation ?? training) ?? validation ?? training;
        _log = config.Log is null ? null : new TrainingLogEntries(config.Log, objective, _examined);
        _checkpoints = config.Checkpoint is null
            ? null
            : new CheckpointStore(config.Checkpoint, TrainingFingerprint.Of(objective, training, validation, config, task), objective.Module, _optimizer);
    }

    private int StepsPerEpoch => _order.StepsPerEpoch;

    private long TotalSteps => (long)_config.Epochs * StepsPerEpoch;

    /// <summary>The epoch that the next step belongs to, from 1.</summary>
    private int Epoch => (int)(_state.Step / StepsPerEpoch) + 1;

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        using var threads = new ThreadScope(_config.Threads);
        try
        {
            return RunToTheEnd(cancellationToken);
        }
        finally
        {
            _objective.Module.eval();
        }
    }

    public void Dispose()
    {
        _batches.Dispose();
        _validation?.Dispose();
    }

    // An epoch whose steps are done ends at the loop's head: so does one whose validation was interrupted, when it is resumed.
    private bool EpochIsDue => _state.Step / StepsPerEpoch > _state.History.Count;

    private TrainingResult RunToTheEnd(CancellationToken cancellationToken)
    {
        _objective.Module.train();
        if (_checkpoints?.ResumeIfAsked(_state) == true)
            ReportResumption();
        _epochTime.Restart();
        while (_state.Step < TotalSteps || EpochIsDue)
        {
            if (cancellationToken.IsCancellationRequested)
                Cancel(cancellationToken);
            if (EpochIsDue)
                EndEpoch(cancellationToken);
            else
                Step();
            if (_checkpoints?.IsDue(_state) == true)
                Save();
        }

        Save();
        if (_state.Best.Length > 0)
            ModuleState.Restore(_objective.Module, _state.Best);
        return new TrainingResult(_state.History, _state.BestEpoch, _state.Step) { Diagnosis = _objective.Diagnose(_examined) };
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        // For layers that draw by themselves, as dropout does: their numbers too are a function of the seed and the step.
        random.manual_seed((long)RandomStream.Layers.Derive(RandomStream.Layers.Derive(_config.Seed) + (ulong)_state.Step));
        var batch = _batches.Read(_state.Step);
        var loss = _objective.Loss(batch);
        var values = loss.Read();
        if (!double.IsFinite(values.Total))
            throw Diverged(FormattableString.Invariant($"a loss of {values.Total}"), Epoch, (_state.Step % StepsPerEpoch) + 1);
        loss.Total.backward();
        var learningRate = _config.LearningRateAt(_state.Step, TotalSteps);
        _optimizer.Step(learningRate, _state.Step + 1, _config.MaxGradientNorm);
        _state.EpochLoss.Add(values, batch.Count);
        _state.Step++;
        _log?.Step(values, learningRate, _state.Step);
        if (!EpochIsDue)
            ReportIfDue();
    }

    private void EndEpoch(CancellationToken cancellationToken)
    {
        _epochTime.Stop();
        ThrowIfWeightsNotFinite();
        var validation = Validate(cancellationToken);
        if (validation is not null && !double.IsFinite(validation.Total))
            throw Diverged(FormattableString.Invariant($"a validation loss of {validation.Total}"), Epoch - 1, StepsPerEpoch);
        var record = new EpochRecord(Epoch - 1, _state.Step, Loss, validation, EpochSeconds, _state.EpochLoss.Images / EpochSeconds);
        _state.History.Add(record);
        KeepIfBest(record);
        Report(record.Epoch, StepsPerEpoch, record);
        LogEpoch(record);
        _state.EpochLoss.Clear();
        _state.EarlierSeconds = 0;
        _epochTime.Restart();
    }

    private TrainingLoss? Validate(CancellationToken cancellationToken)
    {
        try
        {
            return _validation?.Run(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancel(cancellationToken);
            throw;
        }
    }

    private void LogEpoch(EpochRecord record)
    {
        if (_log is null)
            return;
        _objective.Module.eval();
        _log.Epoch(record);
        _objective.Module.train();
    }

    private void KeepIfBest(EpochRecord record)
    {
        if (record.Validation is { } candidate && _state.BestEpoch > 0 && !_objective.IsBetter(candidate, _state.History[_state.BestEpoch - 1].Validation!))
            return;
        _state.BestEpoch = record.Epoch;
        if (_validation is not null)
            _state.Best = ModuleState.Copy(_objective.Module);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        Save();
        throw new TrainingCanceledException(Epoch, _state.Step % StepsPerEpoch, _config.Checkpoint?.Path, cancellationToken);
    }

    private void Save()
    {
        ThrowIfWeightsNotFinite();
        _checkpoints?.Save(_state, EpochSeconds);
    }

    private double EpochSeconds => _state.EarlierSeconds + _epochTime.Elapsed.TotalSeconds;

    private void ThrowIfWeightsNotFinite()
    {
        for (var i = 0; i < _optimizer.Names.Count; i++)
        {
            if (!TensorPrimitives.IsFiniteAll<float>(_optimizer.Values(i)))
                throw Diverged($"a value in '{_optimizer.Names[i]}' that is not finite", (int)((_state.Step - 1) / StepsPerEpoch) + 1, ((_state.Step - 1) % StepsPerEpoch) + 1);
        }
    }

    private TrainingDivergedException Diverged(string what, int epoch, long step) => new(what, epoch, step, _checkpoints?.LastSaved);

    private void ReportIfDue()
    {
        if (_progress is not null && Stopwatch.GetElapsedTime(_lastReport) >= ReportInterval)
            Report(Epoch, (int)(_state.Step % StepsPerEpoch), completed: null);
    }

    private void ReportResumption()
    {
        var isDone = _state.Step == TotalSteps;
        var (epoch, step) = isDone ? (_config.Epochs, StepsPerEpoch) : (Epoch, (int)(_state.Step % StepsPerEpoch));
        var progress = new TrainingProgress(epoch, _config.Epochs, step, StepsPerEpoch, Loss, ImagesPerSecond: 0, TimeSpan.Zero, Completed: null);
        _progress?.Report(progress with { IsResumption = true });
    }

    /// <summary>Over the epoch in progress.</summary>
    private TrainingLoss Loss => _objective.Complete(_state.EpochLoss.Mean);

    private void Report(int epoch, int step, EpochRecord? completed)
    {
        _lastReport = Stopwatch.GetTimestamp();
        var seconds = EpochSeconds;
        var left = TimeSpan.FromSeconds(seconds / step * (TotalSteps - _state.Step));
        _progress?.Report(new TrainingProgress(
            epoch, _config.Epochs, step, StepsPerEpoch, Loss, _state.EpochLoss.Images / seconds, left, completed));
    }
}
