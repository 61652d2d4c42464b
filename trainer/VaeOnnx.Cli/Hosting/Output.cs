using VaeOnnx.Trainer.Bundles;

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

    /// <summary>Refuses to replace what is there, and anything but a bundle even when forced.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="force">The caller allows a bundle to be replaced.</param>
    public static void RequireBundle(string folder, bool force)
    {
        Require(folder, force);
        BundleWriter.RequireReplaceable(folder);
    }
}
