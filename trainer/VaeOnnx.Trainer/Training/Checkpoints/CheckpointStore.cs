using System.Diagnostics;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Saves a training to its file when it is due, and goes on from there.</summary>
internal sealed class CheckpointStore(CheckpointConfig config, IReadOnlyDictionary<string, string> fingerprint, nn.Module module, ParameterOptimizer optimizer)
{
    private long _lastSave = Stopwatch.GetTimestamp();
    private int _savedEpochs;

    /// <summary>The file, once this training has written or read it.</summary>
    public string? LastSaved { get; private set; }

    public bool IsDue(TrainingState state) =>
        Stopwatch.GetElapsedTime(_lastSave) >= config.Interval || state.History.Count - _savedEpochs >= (config.EveryEpochs ?? int.MaxValue);

    public void Save(TrainingState state, double epochSeconds)
    {
        new TrainingCheckpoint(fingerprint, config.Settings, state, module, optimizer, epochSeconds).Write(config.Path);
        LastSaved = config.Path;
        _lastSave = Stopwatch.GetTimestamp();
        _savedEpochs = state.History.Count;
    }

    /// <returns>Whether there was something to go on from.</returns>
    public bool ResumeIfAsked(TrainingState state)
    {
        if (!config.Resume || !File.Exists(config.Path))
            return false;
        TrainingCheckpoint.Read(config.Path).RestoreTo(state, module, optimizer, fingerprint);
        LastSaved = config.Path;
        _savedEpochs = state.History.Count;
        return true;
    }
}
