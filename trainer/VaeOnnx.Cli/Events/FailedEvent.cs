namespace VaeOnnx.Cli.Events;

/// <summary>The last line of a command that did not; the same line, for people, is on standard error.</summary>
/// <param name="Code">The process's exit code.</param>
/// <param name="Message">One line.</param>
internal sealed record FailedEvent(int Code, string Message) : ShellEvent;
