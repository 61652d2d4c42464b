namespace VaeOnnx.Cli.Report;

/// <summary>A number that stands at the top.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">With its unit.</param>
/// <param name="Note">Against what.</param>
internal sealed record Headline(string Name, string Value, string Note);
