namespace VaeOnnx.Cli.Report;

/// <summary>A table that goes to the terminal and to the report alike; the first column names the row.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Header">One name a column, with the unit.</param>
/// <param name="Rows">As many cells a row as there are columns, formatted.</param>
/// <param name="Note">How to read it; empty for none.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string Note = "");
