namespace VaeOnnx.Cli.Hosting;

/// <summary>Where results go: checked before the work, not after it.</summary>
internal static class Output
{
    /// <summary>Refuses to replace what is there.</summary>
    /// <param name="path">A file or folder; null is fine.</param>
    /// <param name="force">The caller allows it.</param>
    /// <exception cref="UsageException">It exists, and nobody said that it may be replaced.</exception>
    public static void Require(string? path, bool force)
    {
        if (!force && path is not null && Path.Exists(path))
            throw new UsageException($"{path} exists. Name another output, or add --force to replace it.");
    }
}
