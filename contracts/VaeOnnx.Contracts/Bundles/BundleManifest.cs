using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace VaeOnnx.Contracts;

/// <summary>What a bundle says of itself: <c>manifest.json</c>. Immutable; reading and writing keep every field.</summary>
public sealed record BundleManifest
{
    /// <summary>The manifest's file name inside the bundle.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The schema that this version of the library writes and the newest that it reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The largest manifest that is read, in bytes: far above any real one, far below harm.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The version of this file's layout.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The identity that every graph of the bundle carries in its own metadata too.</summary>
    public required string BundleId { get; init; }

    /// <summary>The images that go in and come out.</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>How training images of other sizes became images of this size, and how an app's are to; null where all had it.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>The size of z; null where the bundle has neither encoder nor decoder.</summary>
    public int? LatentDim { get; init; }

    /// <summary>The prior p(z), <c>standard-normal</c>; null where there is no latent.</summary>
    public string? Prior { get; init; }

    /// <summary>p(x|z) of the VAE; null where the bundle has none, or was written when Bernoulli pixels were the only ones.</summary>
    public LikelihoodSpec? Likelihood { get; init; }

    /// <summary>The classes in the order of the classifier's outputs; empty where the images have no labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The bundle's graphs, at most one a role.</summary>
    public required IReadOnlyList<GraphEntry> Graphs { get; init; }

    /// <summary>Held-out inputs with the trained modules' outputs; null where the bundle has none.</summary>
    public ProbeEntry? Probes { get; init; }

    /// <summary>The data behind the models.</summary>
    public required DataProvenance Data { get; init; }

    /// <summary>The settings of the run, such as <c>vae.epochs</c> → <c>20</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The versions of the packages that trained and exported.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();

    /// <summary>What was measured, such as <c>classifier.test_accuracy</c>; units in the names' documentation.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The entry of a role; null where the bundle has no such graph.</summary>
    /// <param name="role">The role.</param>
    public GraphEntry? Find(GraphRole role) => Graphs.FirstOrDefault(graph => graph.Role == role);

    /// <summary>Reads the manifest of a bundle's folder.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <exception cref="BundleException">There is no manifest, or it is not one that this version reads.</exception>
    public static BundleManifest Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.Combine(folder, FileName);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new BundleException(path, "a manifest", Directory.Exists(folder) ? "no such file" : "no such folder", "Name the folder that a training run wrote, such as artifacts/demo.");
        if (file.Length > MaxBytes)
            throw new BundleException(path, $"at most {MaxBytes} bytes", $"{file.Length} bytes");
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a manifest from its bytes.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="path">Where it came from, for messages.</param>
    /// <exception cref="BundleException">It is not a manifest that this version reads.</exception>
    public static BundleManifest Parse(ReadOnlyMemory<byte> utf8, string path = FileName)
    {
        BundleManifest manifest;
        try
        {
            manifest = ManifestReader.Read(utf8, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for text that is not UTF-8
        {
            throw new BundleException(path, "a bundle's manifest in JSON", e.Message.TrimEnd('.'), JsonPlace.Advice, e);
        }

        ManifestRules.Check(manifest, path);
        return manifest;
    }

    /// <summary>The manifest as indented JSON in UTF-8, with a final line feed; the same manifest gives the same bytes.</summary>
    public byte[] ToUtf8Json() => ManifestWriter.Write(this);

    /// <summary>Whether the other is this very manifest: what it holds in lists is not compared.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(BundleManifest? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(BundleId);
        return true;
    }
}
