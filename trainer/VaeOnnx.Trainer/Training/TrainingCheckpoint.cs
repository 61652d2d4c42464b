using System.Text.Json;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// A saved training: weights, best weights so far, optimiser state and position, in the safetensors format with a checksum.
/// All noise and order are functions of seed and step, so the position is all that is needed to go on bit for bit.
/// </summary>
public sealed class TrainingCheckpoint
{
    private const int CurrentVersion = 1;
    private const string WeightsPrefix = "weights.";
    private const string BestPrefix = "best.";

    private readonly string _path;
    private readonly CheckpointHeader _header;
    private readonly Dictionary<string, float[]> _tensors;

    internal TrainingCheckpoint(string fingerprint, TrainingState state, ParameterOptimizer optimizer, double epochSeconds)
    {
        _path = "";
        _tensors = Collect(state, optimizer);
        _header = new CheckpointHeader
        {
            Version = CurrentVersion,
            Fingerprint = fingerprint,
            Step = state.Step,
            BestEpoch = state.BestEpoch,
            EpochLoss = state.EpochLoss.Save(),
            EpochLossKind = state.EpochLoss.Mean with { Total = 0 },
            EpochSeconds = epochSeconds,
            History = [.. state.History],
        };
    }

    private TrainingCheckpoint(string path, CheckpointHeader header, Dictionary<string, float[]> tensors) =>
        (_path, _header, _tensors) = (path, header, tensors);

    /// <summary>Optimiser steps done.</summary>
    public long Step => _header.Step;

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
        using var noGradient = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var saved = _tensors.ContainsKey(BestPrefix + name) ? BestPrefix + name : WeightsPrefix + name;
            using var values = tensor(Find(saved, parameter.numel()));
            parameter.view(-1).copy_(values);
        }
    }

    internal void Write(string path) => SafetensorsFile.Write(path, JsonSerializer.Serialize(_header), _tensors);

    internal void RestoreTo(TrainingState state, ParameterOptimizer optimizer, string fingerprint)
    {
        if (_header.Fingerprint != fingerprint)
            throw new CheckpointException(_path, $"a training with{Environment.NewLine}{fingerprint}{Environment.NewLine}", $"one with{Environment.NewLine}{_header.Fingerprint}{Environment.NewLine}");
        for (var i = 0; i < optimizer.Names.Count; i++)
        {
            var name = optimizer.Names[i];
            var values = optimizer.Values(i);
            Find(WeightsPrefix + name, values.Length).CopyTo(values);
            for (var slot = 0; slot < optimizer.State[i].Length; slot++)
                Find(SlotName(slot, name), values.Length).CopyTo(optimizer.State[i][slot], 0);
        }

        state.Step = _header.Step;
        state.History.AddRange(_header.History);
        state.BestEpoch = _header.BestEpoch;
        state.BestWeights = [.. optimizer.Names.Where(name => _tensors.ContainsKey(BestPrefix + name)).Select(name => _tensors[BestPrefix + name])];
        state.EpochLoss.Restore(_header.EpochLoss, _header.EpochLossKind);
        state.EarlierSeconds = _header.EpochSeconds;
    }

    private static Dictionary<string, float[]> Collect(TrainingState state, ParameterOptimizer optimizer)
    {
        var tensors = new Dictionary<string, float[]>();
        for (var i = 0; i < optimizer.Names.Count; i++)
        {
            var name = optimizer.Names[i];
            tensors.Add(WeightsPrefix + name, optimizer.Values(i).ToArray());
            for (var slot = 0; slot < optimizer.State[i].Length; slot++)
                tensors.Add(SlotName(slot, name), optimizer.State[i][slot]);
            if (state.BestWeights.Length > 0)
                tensors.Add(BestPrefix + name, state.BestWeights[i]);
        }

        return tensors;
    }

    private static string SlotName(int slot, string name) => FormattableString.Invariant($"optimizer.{slot}.{name}");

    private float[] Find(string name, long length) =>
        _tensors.TryGetValue(name, out var values) && values.Length == length
            ? values
            : throw new CheckpointException(_path, $"'{name}' with {length} values", values is null ? "none" : $"{values.Length}");
}
