namespace VaeOnnx.Cli.Events;

/// <summary>Something for people; its words may change.</summary>
/// <param name="Text">One line.</param>
internal sealed record MessageEvent(string Text) : ShellEvent;
