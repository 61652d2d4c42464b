namespace VaeOnnx.Cli.Report;

/// <summary>A picture of rows of images.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="RowNames">One a row, from the top.</param>
/// <param name="Png">The contact sheet.</param>
/// <param name="Note">How to read it; empty for none.</param>
internal sealed record ReportFigure(string Title, IReadOnlyList<string> RowNames, byte[] Png, string Note = "");
