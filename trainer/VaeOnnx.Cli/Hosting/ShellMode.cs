namespace VaeOnnx.Cli.Hosting;

/// <summary>What goes to standard output.</summary>
internal enum ShellMode
{
    /// <summary>Lines, tables and bars for people.</summary>
    Text,

    /// <summary>Nothing: the exit code says it all.</summary>
    Quiet,

    /// <summary>One event a line, for programs.</summary>
    Json,
}
