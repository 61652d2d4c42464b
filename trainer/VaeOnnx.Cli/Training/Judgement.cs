using VaeOnnx.Cli.Report;

namespace VaeOnnx.Cli.Training;

/// <summary>What was seen of a trained model.</summary>
internal sealed record Judgement
{
    /// <summary>For the manifest.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<Headline> Headlines { get; init; } = [];

    /// <summary>Also printed.</summary>
    public IReadOnlyList<ReportTable> Results { get; init; } = [];

    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>What a reader must know before believing the numbers.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];
}
