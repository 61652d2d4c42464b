namespace VaeOnnx.Cli.Report;

/// <summary>Curves over a common axis.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The horizontal axis, with its unit.</param>
/// <param name="YLabel">The vertical axis, with its unit.</param>
/// <param name="Curves">At least one.</param>
internal sealed record ReportChart(string Title, string XLabel, string YLabel, IReadOnlyList<Curve> Curves);
