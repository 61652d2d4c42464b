using System.Globalization;
using VaeOnnx.Cli.Machine;
using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Quantization;

/// <summary>Everything that a quantisation measured.</summary>
internal sealed record QuantizationResult
{
    /// <summary>What is asked of int8 at <see cref="TargetBatch"/>.</summary>
    public const double TargetGain = 1.6;

    public const int TargetBatch = 64;

    // A quarter, and what scales and the graph itself take.
    public const double TargetShare = 0.27;

    public required string Float32Bundle { get; init; }

    public required string Int8Bundle { get; init; }

    public required string Calibration { get; init; }

    public required QuantizeSettings Settings { get; init; }

    public required IReadOnlyList<GraphSize> Sizes { get; init; }

    /// <summary>On validation images: decided which layers are quantised.</summary>
    public IReadOnlyList<QualityRow> Validation { get; init; } = [];

    /// <summary>On test images, read once, after everything was decided.</summary>
    public IReadOnlyList<QualityRow> Test { get; init; } = [];

    /// <summary>Empty unless a report was asked for.</summary>
    public IReadOnlyList<SpeedRow> Speed { get; init; } = [];

    /// <summary>Empty unless a report was asked for.</summary>
    public IReadOnlyList<NodeRow> Sensitivity { get; init; } = [];

    /// <summary>Empty unless a report was asked for.</summary>
    public IReadOnlyList<ChoiceRow> Choices { get; init; } = [];

    public SystemFacts Machine { get; init; } = SystemFacts.Read();

    /// <summary>The targets that were missed, one sentence each.</summary>
    public IReadOnlyList<string> Misses =>
    [
        .. Sizes.Where(size => size.Share > TargetShare).Select(size => Say($"{size.Graph}: {size.Share:0.000} of the float32 size, {TargetShare} allowed.")),
        .. Speed.Where(row => row.BatchSize == TargetBatch && row.Gain < TargetGain).Select(row => Say($"{row.Graph}: {row.Gain:0.00} times float32 at batch {TargetBatch}, {TargetGain} asked for.")),
        .. Validation.Select(row => (row, "validation")).Concat(Test.Select(row => (row, "test"))).SelectMany(pair => Losses(pair.row, pair.Item2)),
    ];

    private IEnumerable<string> Losses(QualityRow row, string split)
    {
        if (row.PsnrLoss > Settings.MaxPsnrLoss)
            yield return Say($"{row.Name}: {row.PsnrLoss:0.000} dB lost on {split} images, {Settings.MaxPsnrLoss} allowed.");
        if (row.AccuracyLoss > Settings.MaxAccuracyLoss)
            yield return Say($"{row.Name}: {row.AccuracyLoss:0.000} points lost on {split} images, {Settings.MaxAccuracyLoss} allowed.");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
