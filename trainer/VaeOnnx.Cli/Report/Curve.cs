namespace VaeOnnx.Cli.Report;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="X">Ascending.</param>
/// <param name="Y">As many as <paramref name="X"/>, all finite.</param>
internal sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
