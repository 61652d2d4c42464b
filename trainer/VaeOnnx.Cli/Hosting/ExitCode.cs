namespace VaeOnnx.Cli.Hosting;

/// <summary>What the process returns; scripts rely on it (docs/command-line.md).</summary>
internal enum ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    Done = 0,

    /// <summary>It failed for a reason that has no code of its own.</summary>
    Failed = 1,

    /// <summary>The arguments make no sense, or an output exists and <c>--force</c> is missing.</summary>
    Usage = 2,

    /// <summary>The data is missing, damaged or does not fit.</summary>
    BadData = 3,

    /// <summary>The bundle is missing, damaged, altered or mixed.</summary>
    BadArtifact = 4,

    /// <summary>ONNX Runtime lacks the execution provider, or its native library.</summary>
    ProviderUnavailable = 5,

    /// <summary>Ctrl-C: 128 + SIGINT, as shells expect it.</summary>
    Cancelled = 130,
}
