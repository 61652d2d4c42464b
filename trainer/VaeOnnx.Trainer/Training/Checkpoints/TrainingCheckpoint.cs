using System.Text.Json;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// A saved training: weights and buffers, the best ones so far, optimiser state and position, in the safetensors format with a checksum.
/// All noise and order are functions of seed and step, so the position is all that is needed to go on bit for bit.
/// </summary>
public sealed class TrainingCheckpoint
{
    private const int CurrentVersion = 3;
    private const string WeightsPrefix = "weights.";
    private const string BestPrefix = "best.";

    private readonly string _path;
    private readonly CheckpointHeader _header;
    private readonly Dictionary<string, SavedTensor> _tensors;

    internal TrainingCheckpoint(IReadOnlyDictionary<string, string> fingerprint, IReadOnlyDictionary<string, string> settings, TrainingState state, nn.Module module, ParameterOptimizer optimizer, double epochSeconds)
    {
        _path = "";
        _tensors = Collect(state, module, optimizer);
        _header = new CheckpointHeader
        {
            Version = CurrentVersion,
            Fingerprint = fingerprint,
            Settings = settings,
            Step = state.Step,
            BestEpoch = state.BestEpoch,
            EpochLoss = state.EpochLoss.Save(),
            EpochLossKind = state.EpochLoss.Mean with { Total = 0 },
            EpochSeconds = epochSeconds,
            History = [.. state.History],
        };
    }

    private TrainingCheckpoint(string path, CheckpointHeader header, Dictionary<string, SavedTensor> tensors) =>
        (_path, _header, _tensors) = (path, header, tensors);

    /// <summary>Optimiser steps done.</summary>
    public long Step => _header.Step;

    /// <summary>What the caller kept in it, from <see cref="CheckpointConfig.Settings"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings => _header.Settings;

    /// <summary>The epochs that had ended.</summary>
    public IReadOnlyList<EpochRecord> History => _header.History;

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">There is none, or it is damaged or of another version.</exception>
    public static TrainingCheckpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (text, tensors) = SafetensorsFile.Read(path);
        try
        {
            var header = JsonSerializer.Deserialize<CheckpointHeader>(text)!;
            return header.Version == CurrentVersion
                ? new TrainingCheckpoint(path, header, tensors)
                : throw new CheckpointException(path, $"checkpoint version {CurrentVersion}", $"{header.Version}");
        }
        catch (JsonException e)
        {
            throw new CheckpointException(path, "a training's state", e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Gives a model the saved weights: those of the best epoch, or the latest where no epoch had been validated.</summary>
    /// <param name="model">A model of the sizes that were trained.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another model.</exception>
    public void CopyTo(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (name, tensor) in ModuleState.Of(model))
            Find((_tensors.ContainsKey(BestPrefix + name) ? BestPrefix : WeightsPrefix) + name, tensor).CopyTo(tensor);
    }

    internal void Write(string path) => SafetensorsFile.Write(path, JsonSerializer.Serialize(_header), _tensors);

    internal void RestoreTo(TrainingState state, nn.Module module, ParameterOptimizer optimizer, IReadOnlyDictionary<string, string> fingerprint)
    {
        var tensors = ModuleState.Of(module);
        CheckpointDifference[] differences = [.. TrainingFingerprint.Differences(_header.Fingerprint, fingerprint), .. ShapeDifferences(tensors)];
        if (differences.Length > 0)
            throw new CheckpointException(_path, differences);
        foreach (var (name, tensor) in tensors)
            Find(WeightsPrefix + name, tensor).CopyTo(tensor);
        foreach (var (name, values) in Slots(optimizer))
            Find(name, values).CopyTo(values);
        state.Step = _header.Step;
        state.History.AddRange(_header.History);
        state.BestEpoch = _header.BestEpoch;
        state.Best = [.. tensors.Where(pair => _tensors.ContainsKey(BestPrefix + pair.Name)).Select(pair => _tensors[BestPrefix + pair.Name])];
        state.EpochLoss.Restore(_header.EpochLoss, _header.EpochLossKind);
        state.EarlierSeconds = _header.EpochSeconds;
    }

    // The first says enough: one size moves many tensors.
    private IEnumerable<CheckpointDifference> ShapeDifferences((string Name, Tensor Tensor)[] tensors)
    {
        var then = _tensors.Where(pair => pair.Key.StartsWith(WeightsPrefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[WeightsPrefix.Length..], pair => $"[{string.Join(',', pair.Value.Shape)}]");
        var now = tensors.ToDictionary(pair => pair.Name, pair => $"[{string.Join(',', pair.Tensor.shape)}]");
        return TrainingFingerprint.Differences(then, now).Take(1);
    }

    private static Dictionary<string, SavedTensor> Collect(TrainingState state, nn.Module module, ParameterOptimizer optimizer)
    {
        var saved = new Dictionary<string, SavedTensor>();
        var tensors = ModuleState.Of(module);
        foreach (var (name, tensor) in tensors)
            saved.Add(WeightsPrefix + name, SavedTensor.Of(tensor));
        foreach (var (name, values) in Slots(optimizer))
            saved.Add(name, SavedTensor.Of(values));
        for (var i = 0; i < state.Best.Length; i++)
            saved.Add(BestPrefix + tensors[i].Name, state.Best[i]);
        return saved;
    }

    private static IEnumerable<(string Name, float[] Values)> Slots(ParameterOptimizer optimizer) =>
        optimizer.Names.SelectMany((name, i) => optimizer.State[i].Select((values, slot) => (FormattableString.Invariant($"optimizer.{slot}.{name}"), values)));

    private SavedTensor Find(string name, Tensor tensor) =>
        _tensors.TryGetValue(name, out var saved) && saved.Fits(tensor)
            ? saved
            : throw new CheckpointException(_path, $"'{name}' as {tensor.dtype} [{string.Join(',', tensor.shape)}]", saved?.ToString() ?? "none");

    private SavedTensor Find(string name, float[] values) =>
        _tensors.TryGetValue(name, out var saved) && saved.Bytes.Length == values.Length * sizeof(float)
            ? saved
            : throw new CheckpointException(_path, $"'{name}' with {values.Length} values", saved?.ToString() ?? "none");
}
