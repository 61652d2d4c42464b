using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Generation;

/// <summary>What gates let pass, as it is printed and written.</summary>
internal sealed record AcceptanceSummary
{
    public required string BundleId { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The shard, such as <c>1/4</c>; null for the whole.</summary>
    public required string? Shard { get; init; }

    public required int MaxDraws { get; init; }

    /// <summary>The distance up to which an image is a copy, as a share of the pixel range; null where nothing looked for copies.</summary>
    public required double? CopyDistance { get; init; }

    public required AcceptanceLine Total { get; init; }

    public required IReadOnlyList<AcceptanceLine> Classes { get; init; }

    public static AcceptanceSummary Of(string bundleId, AcceptanceReport report, IReadOnlyList<string> classNames, AcceptanceGates gates, ulong seed, string? shard) => new()
    {
        BundleId = bundleId,
        Seed = seed,
        Shard = shard,
        MaxDraws = gates.MaxDraws,
        CopyDistance = gates.Novelty?.Threshold,
        Total = AcceptanceLine.Of("all", report.Total),
        Classes = [.. report.Classes.Select((counts, label) => AcceptanceLine.Of(classNames[label], counts)).Where(line => line.Images > 0)],
    };

    public ReportTable ToTable()
    {
        AcceptanceLine[] lines = [.. Classes, Total];
        return new ReportTable(
            "What the gates let pass",
            ["class", "images", "accepted", "dropped", "candidates", "of another class", "copies", "accepted of candidates"],
            [.. lines.Select(line => (IReadOnlyList<string>)
            [
                line.Name, Text.Count(line.Images), Text.Count(line.Accepted), Text.Count(line.Dropped), Text.Count(line.Candidates), Text.Count(line.Unconfirmed), Text.Count(line.Copies),
                line.Candidates == 0 ? "" : Text.Percent((double)line.Accepted / line.Candidates),
            ])],
            $"An image that was refused was drawn again, up to {MaxDraws} times in all. The classifier's gate comes first: a candidate of another class is not asked whether it is a copy.");
    }
}
