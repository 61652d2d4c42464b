using System.Globalization;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>How often a training is saved: after a time (<c>90s</c>, <c>5m</c>, <c>1h</c>) or after epochs (<c>2e</c>).</summary>
/// <param name="Count">How many of them; epochs are whole.</param>
/// <param name="Unit">s, m, h or e.</param>
internal sealed record CheckpointRhythm(double Count, char Unit)
{
    private const double Most = 1e6;

    /// <exception cref="FormatException">It is no rhythm.</exception>
    public static CheckpointRhythm Parse(string text)
    {
        if (text.Length >= 2 && text[^1] is 's' or 'm' or 'h' or 'e' && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= Most && (text[^1] != 'e' || double.IsInteger(count)))
            return new CheckpointRhythm(count, text[^1]);
        throw new FormatException("a number above 0 and up to a million, whole for epochs, and s, m, h or e for epochs");
    }

    /// <summary>For the trainer.</summary>
    public CheckpointConfig At(string path) => Unit == 'e'
        ? new CheckpointConfig(path) { EveryEpochs = (int)Count, Interval = TimeSpan.MaxValue }
        : new CheckpointConfig(path) { Interval = Unit switch { 's' => TimeSpan.FromSeconds(Count), 'm' => TimeSpan.FromMinutes(Count), _ => TimeSpan.FromHours(Count) } };

    public override string ToString() => FormattableString.Invariant($"{Count}{Unit}");
}
