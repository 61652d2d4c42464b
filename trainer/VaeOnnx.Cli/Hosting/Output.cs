using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Where results go: checked before the work, not after it.</summary>
internal static class Output
{
    /// <summary>Refuses files that would replace what is there or one another, and places that cannot be written.</summary>
    /// <param name="force">The caller allows existing files to be replaced.</param>
    /// <param name="outputs">Option and path; a path may be null where the option was not given.</param>
    /// <exception cref="UsageException">The first output that cannot be.</exception>
    public static void RequireFiles(bool force, params IReadOnlyList<(string Option, string? Path)> outputs)
    {
        RequireDistinct(outputs);
        foreach (var (option, path) in outputs)
        {
            if (path is null)
                continue;
            if (Directory.Exists(path))
                throw new UsageException($"{option}: {path} is a folder. Name a file.");
            RequireFree(path, force);
            WriteProbe.Require(option, path);
        }
    }

    /// <summary>Refuses an output of images, file or folder, that would replace what is there or share a name, and places that cannot be written.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="force">The caller allows an earlier output to be replaced.</param>
    /// <param name="others">The other outputs, which <see cref="RequireFiles"/> looks at.</param>
    /// <exception cref="UsageException">It cannot be.</exception>
    public static void RequireNew(string option, string path, bool force, params IReadOnlyList<(string Option, string? Path)> others)
    {
        RequireDistinct([(option, path), .. others, ("the manifest of " + option, $"{path}.jsonl")]);
        RequireFree(path, force);
        WriteProbe.Require(option, path);
    }

    /// <summary>Refuses to replace what is there, anything but a bundle even when forced, and places that cannot be written.</summary>
    /// <param name="option">The option that names the folder.</param>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="force">The caller allows a bundle to be replaced.</param>
    /// <exception cref="UsageException">It exists, and nobody said that it may be replaced; or nothing can be written there.</exception>
    public static void RequireBundle(string option, string folder, bool force)
    {
        RequireFree(folder, force);
        BundleWriter.RequireReplaceable(folder);
        WriteProbe.Require(option, folder);
    }

    private static void RequireFree(string path, bool force)
    {
        if (!force && Path.Exists(path))
            throw new UsageException($"{path} exists. Name another output, or add --force to replace it.");
    }

    private static void RequireDistinct(IReadOnlyList<(string Option, string? Path)> outputs)
    {
        var seen = new Dictionary<string, string>();
        foreach (var (option, path) in outputs)
        {
            if (path is not null && !seen.TryAdd(Path.GetFullPath(path), option))
                throw new UsageException($"{seen[Path.GetFullPath(path)]} and {option} both name {path}. Give each a name of its own.");
        }
    }
}
