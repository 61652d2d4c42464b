namespace VaeOnnx.Cli.Events;

/// <summary>Something was written, whole.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where it is, as the command line or the configuration named it.</param>
internal sealed record OutputEvent(OutputKind Kind, string Path) : ShellEvent;
