using System.Globalization;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>How often a training is saved: after a time (<c>90s</c>, <c>5m</c>, <c>1h</c>) or after epochs (<c>2e</c>).</summary>
/// <param name="Count">How many of them.</param>
/// <param name="Unit">s, m, h or e.</param>
internal sealed record CheckpointRhythm(int Count, char Unit)
{
    /// <exception cref="FormatException">It is no rhythm.</exception>
    public static CheckpointRhythm Parse(string text)
    {
        if (text.Length >= 2 && text[^1] is 's' or 'm' or 'h' or 'e' && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1)
            return new CheckpointRhythm(count, text[^1]);
        throw new FormatException("a whole number from 1, and s, m, h or e for epochs");
    }

    /// <summary>For the trainer.</summary>
    public CheckpointConfig At(string path) => Unit == 'e'
        ? new CheckpointConfig(path) { EveryEpochs = Count, Interval = TimeSpan.MaxValue }
        : new CheckpointConfig(path) { Interval = Unit switch { 's' => TimeSpan.FromSeconds(Count), 'm' => TimeSpan.FromMinutes(Count), _ => TimeSpan.FromHours(Count) } };

    public override string ToString() => FormattableString.Invariant($"{Count}{Unit}");
}
