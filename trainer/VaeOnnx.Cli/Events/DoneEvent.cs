namespace VaeOnnx.Cli.Events;

/// <summary>The last line of a command that did what it was asked.</summary>
/// <param name="Seconds">How long it took.</param>
internal sealed record DoneEvent(double Seconds) : ShellEvent;
