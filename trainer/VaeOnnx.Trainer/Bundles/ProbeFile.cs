using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// Reads and writes <c>probes.bin</c>: with it an engine is checked against the trainer where the trainer's weights are not.
/// Values are little endian; so is every platform that TorchSharp runs on.
/// </summary>
public static class ProbeFile
{
    /// <summary>The file's name in a bundle.</summary>
    public const string Name = "probes.bin";

    /// <summary>Reads a bundle's probes.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <returns>One entry a graph, in the manifest's order; empty where the bundle has no probes.</returns>
    /// <exception cref="BundleException">The file is missing, altered, or of another length than the manifest's shapes give.</exception>
    public static IReadOnlyList<GraphProbe> Read(string folder, BundleManifest manifest)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.Probes is not { } entry)
            return [];
        var path = Path.Combine(folder, entry.File);
        var expected = manifest.Graphs.Sum(graph => graph.Inputs.Concat(graph.Outputs).Sum(tensor => (long)ElementsOf(graph, tensor)));
        var bytes = ReadChecked(path, entry, expected * sizeof(float));
        var values = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        var position = 0;
        return [.. manifest.Graphs.Select(graph => new GraphProbe(graph.Role, [.. graph.Inputs.Select(tensor => Next(graph, tensor))], [.. graph.Outputs.Select(tensor => Next(graph, tensor))]))];

        ArraySegment<float> Next(GraphEntry graph, TensorSpec tensor)
        {
            var segment = new ArraySegment<float>(values, position, ElementsOf(graph, tensor));
            position += segment.Count;
            return segment;
        }

        int ElementsOf(GraphEntry graph, TensorSpec tensor) => checked(entry.Rows * RowLength(manifest, graph, tensor));
    }

    internal static byte[] Write(IEnumerable<GraphProbe> probes)
    {
        using var file = new MemoryStream();
        foreach (var tensor in probes.SelectMany(probe => probe.Inputs.Concat(probe.Outputs)))
            file.Write(MemoryMarshal.AsBytes<float>(tensor.ToArray()));
        return file.ToArray();
    }

    private static byte[] ReadChecked(string path, ProbeEntry entry, long length)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new BundleException(path, "the bundle's probes", "no such file", "Copy the whole bundle.");
        if (file.Length != length)
            throw new BundleException(path, FormattableString.Invariant($"{length} bytes"), FormattableString.Invariant($"{file.Length}"), "Copy the bundle again.");
        var bytes = File.ReadAllBytes(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return sha256 == entry.Sha256 ? bytes : throw new BundleException(path, $"SHA-256 {entry.Sha256}", sha256, "The file was altered: copy the bundle again.");
    }

    /// <summary>The numbers of one row of a tensor; of a graph that takes any size, at the size of the bundle's images, rounded up to what it takes.</summary>
    public static int RowLength(BundleManifest manifest, GraphEntry graph, TensorSpec tensor)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(tensor);
        var length = tensor.Shape.Where(axis => axis.IsFixed).Aggregate(1L, (product, axis) => checked(product * axis.Size));
        if (graph.Tiling is { } tiling)
        {
            var sites = tensor.Name == TensorNames.Epsilon ? tiling.Multiple : 1;
            length *= (tiling.RoundUp(manifest.Image.Height) / sites) * (tiling.RoundUp(manifest.Image.Width) / sites);
        }

        return checked((int)length);
    }
}
