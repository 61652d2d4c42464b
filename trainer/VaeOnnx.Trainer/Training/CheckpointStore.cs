using System.Diagnostics;

namespace VaeOnnx.Trainer.Training;

/// <summary>Saves a training to its file when it is due, and goes on from there.</summary>
internal sealed class CheckpointStore(CheckpointConfig config, string fingerprint, ParameterOptimizer optimizer)
{
    private long _lastSave = Stopwatch.GetTimestamp();

    public bool IsDue => Stopwatch.GetElapsedTime(_lastSave) >= config.Interval;

    /// <summary>The file, once this training has written or read it.</summary>
    public string? LastSaved { get; private set; }

    public void Save(TrainingState state, double epochSeconds)
    {
        new TrainingCheckpoint(fingerprint, state, optimizer, epochSeconds).Write(config.Path);
        LastSaved = config.Path;
        _lastSave = Stopwatch.GetTimestamp();
    }

    public bool TryResume(TrainingState state)
    {
        if (!config.Resume || !File.Exists(config.Path))
            return false;
        TrainingCheckpoint.Read(config.Path).RestoreTo(state, optimizer, fingerprint);
        LastSaved = config.Path;
        return true;
    }
}
