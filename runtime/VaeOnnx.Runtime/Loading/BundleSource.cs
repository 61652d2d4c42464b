using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Where a bundle's files come from. Every read is bounded before a byte of it is taken.</summary>
internal abstract class BundleSource
{
    /// <summary>The bundle's name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">A plain file name.</param>
    /// <param name="maxBytes">The bound.</param>
    /// <exception cref="BundleException">There is no such file, or it is longer than the bound.</exception>
    public abstract byte[] Read(string file, long maxBytes);

    /// <summary>A file's name in messages.</summary>
    public string PathOf(string file) => $"{Name}/{file}";

    protected BundleException TooLong(string file, long found, long maxBytes) =>
        new(PathOf(file), FormattableString.Invariant($"at most {maxBytes} bytes"), FormattableString.Invariant($"{found} bytes"), "If the file is meant to be that large, raise RuntimeOptions.MaxFileBytes.");

    protected BundleException Missing(string file, string found) =>
        new(PathOf(file), file == BundleManifest.FileName ? "a bundle's manifest" : "the graph that the manifest names", found, "Copy the whole bundle again, or name the folder that a training run wrote.");
}
