using System.Globalization;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Reads a bundle's graph and checks everything about it that needs no native code: length, hash, pairing, self-containment.</summary>
internal static class GraphLoader
{
    /// <summary>The bytes of a graph that is what the manifest says.</summary>
    /// <exception cref="BundleException">It is not.</exception>
    public static byte[] Read(BundleSource source, BundleManifest manifest, GraphEntry entry, long maxBytes)
    {
        var path = source.PathOf(entry.File);
        var bytes = source.Read(entry.File, maxBytes);
        if (bytes.Length != entry.Bytes)
            throw Altered(path, FormattableString.Invariant($"{entry.Bytes} bytes"), FormattableString.Invariant($"{bytes.Length}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash != entry.Sha256)
            throw Altered(path, $"the SHA-256 {entry.Sha256}", hash);
        CheckHeader(path, manifest, entry, ReadHeader(path, bytes));
        return bytes;
    }

    private static GraphHeader ReadHeader(string path, byte[] bytes)
    {
        try
        {
            return GraphHeader.Read(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new BundleException(path, "an ONNX graph", e.Message, innerException: e);
        }
    }

    private static void CheckHeader(string path, BundleManifest manifest, GraphEntry entry, GraphHeader header)
    {
        CheckPairing(path, header, GraphMetadata.BundleId, manifest.BundleId);
        CheckPairing(path, header, GraphMetadata.Role, entry.Role.ToName());
        CheckPairing(path, header, GraphMetadata.SchemaVersion, manifest.SchemaVersion.ToString(CultureInfo.InvariantCulture));
        if (header.HasExternalData)
        {
            throw new BundleException(path, "a graph that holds its own numbers", "a reference to another file",
                "External data is refused: it would be read from wherever the process happens to run.");
        }
    }

    private static void CheckPairing(string path, GraphHeader header, string key, string expected)
    {
        if (!header.Metadata.TryGetValue(key, out var found) || found != expected)
        {
            throw new BundleException(path, $"the metadata {key} = '{expected}'", found is null ? "none" : $"'{found}'",
                "The graph belongs to another bundle: copy the whole bundle, never single graphs.");
        }
    }

    private static BundleException Altered(string path, string expected, string found) =>
        new(path, expected, found, "The file was altered or cut after the bundle was written: copy the bundle again.");
}
