using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>What a denoiser's latents are worth, as a manifest keeps it: its graph alone does not let them be replaced.</summary>
internal static class LatentMetrics
{
    private const string Prefix = "denoiser.latents.";
    private const string AllLevels = "all";
    private const string Level = "level";
    private const string Kl = ".kl";
    private const string Zeros = ".psnr_of_zeros";
    private const string Others = ".psnr_of_others";

    /// <summary>For a manifest.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(LadderDiagnosis diagnosis) => diagnosis.Levels.SelectMany(use =>
    {
        var key = Prefix + (use.Level is { } level ? FormattableString.Invariant($"{Level}{level}") : AllLevels);
        return new[] { KeyValuePair.Create(key + Kl, use.KlDivergence), KeyValuePair.Create(key + Zeros, use.PsnrOfZeros), KeyValuePair.Create(key + Others, use.PsnrOfOthers) };
    });

    /// <summary>From a manifest: level by level, then all; none where the denoiser has no levels of latents.</summary>
    public static IReadOnlyList<LatentUse> Read(IReadOnlyDictionary<string, double> metrics) =>
    [
        .. metrics.Keys
            .Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Kl, StringComparison.Ordinal))
            .Select(key => key[..^Kl.Length])
            .Where(key => metrics.ContainsKey(key + Zeros) && metrics.ContainsKey(key + Others))
            .Select(key => new LatentUse(LevelOf(key[Prefix.Length..]), metrics[key + Kl], metrics[key + Zeros], metrics[key + Others]))
            .OrderBy(use => use.Level ?? int.MaxValue),
    ];

    /// <summary>As a table.</summary>
    /// <param name="uses">Whose latents, where there are several models, and what they are worth.</param>
    /// <param name="note">How to read it.</param>
    public static ReportTable Table(IEnumerable<(string Model, LatentUse Use)> uses, string note) => new(
        "What the latents are worth, on validation images",
        ["latents", "nats an image", "PSNR with zeros instead (dB)", "PSNR with another image's instead (dB)"],
        [.. uses.Select(row => (IReadOnlyList<string>)
        [
            row.Model + (row.Use.Level is { } level ? FormattableString.Invariant($"level {level}") : "all levels"),
            row.Use.KlDivergence.ToString("0.0", CultureInfo.InvariantCulture),
            Text.Decibels(row.Use.PsnrOfZeros),
            Text.Decibels(row.Use.PsnrOfOthers),
        ])],
        note);

    private static int? LevelOf(string name) =>
        name.StartsWith(Level, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Level.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;
}
