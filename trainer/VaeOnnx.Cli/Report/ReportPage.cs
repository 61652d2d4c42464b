namespace VaeOnnx.Cli.Report;

/// <summary>Everything a report says; <see cref="HtmlReport"/> says how it looks.</summary>
internal sealed record ReportPage
{
    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>What was done, in a sentence or two.</summary>
    public required string Lead { get; init; }

    public IReadOnlyList<Headline> Headlines { get; init; } = [];

    /// <summary>The results.</summary>
    public IReadOnlyList<ReportTable> Results { get; init; } = [];

    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>What a reader must know before believing the numbers, one sentence or two each.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>How it was made: data, settings, certificates, versions.</summary>
    public IReadOnlyList<ReportTable> Details { get; init; } = [];
}
