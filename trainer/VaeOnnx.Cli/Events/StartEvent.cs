namespace VaeOnnx.Cli.Events;

/// <summary>The first line.</summary>
/// <param name="Version">Of these events.</param>
/// <param name="Command">Such as <c>train vae</c>.</param>
internal sealed record StartEvent(int Version, string Command) : ShellEvent
{
    /// <summary>Raised when a line's meaning changes.</summary>
    public const int CurrentVersion = 1;
}
