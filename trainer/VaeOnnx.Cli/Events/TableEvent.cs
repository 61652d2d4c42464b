namespace VaeOnnx.Cli.Events;

/// <summary>A result in rows, formatted for people; the same numbers are in the bundle's manifest.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Header">One name a column.</param>
/// <param name="Rows">As many cells a row as there are columns.</param>
/// <param name="Note">How to read it; empty for none.</param>
internal sealed record TableEvent(string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string Note) : ShellEvent;
