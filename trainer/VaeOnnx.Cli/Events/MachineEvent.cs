using System.Text.Json;

namespace VaeOnnx.Cli.Events;

/// <summary>The whole of <c>doctor</c>.</summary>
/// <param name="Machine">As docs/command-line.md names its parts.</param>
internal sealed record MachineEvent(JsonElement Machine) : ShellEvent;
