using System.Diagnostics;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Saves a training to its file when it is due, and goes on from there.</summary>
internal sealed class CheckpointStore(CheckpointConfig config, string fingerprint, nn.Module module, ParameterOptimizer optimizer)
{
    private long _lastSave = Stopwatch.GetTimestamp();
    private int _savedEpochs;

    /// <summary>The file, once this training has written or read it.</summary>
    public string? LastSaved { get; private set; }

    public bool IsDue(TrainingState state) =>
        Stopwatch.GetElapsedTime(_lastSave) >= config.Interval || state.History.Count - _savedEpochs >= (config.EveryEpochs ?? int.MaxValue);

    public void Save(TrainingState state, double epochSeconds)
    {
        new TrainingCheckpoint(fingerprint, state, module, optimizer, epochSeconds).Write(config.Path);
        LastSaved = config.Path;
        _lastSave = Stopwatch.GetTimestamp();
        _savedEpochs = state.History.Count;
    }

    public void ResumeIfAsked(TrainingState state)
    {
        if (!config.Resume || !File.Exists(config.Path))
            return;
        TrainingCheckpoint.Read(config.Path).RestoreTo(state, module, optimizer, fingerprint);
        LastSaved = config.Path;
        _savedEpochs = state.History.Count;
    }
}
