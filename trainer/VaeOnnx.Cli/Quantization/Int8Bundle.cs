using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Verification;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using static TorchSharp.torch;

namespace VaeOnnx.Cli.Quantization;

/// <summary>Writes int8 bundles out of one float32 bundle.</summary>
internal sealed class Int8Bundle(VaeBundle source, string sourceFolder, GraphInputs calibration, GraphInputs heldOut, QuantizeSettings settings)
{
    private const int CalibrationBatch = 64;

    private readonly IReadOnlyList<GraphProbe> _probes = ProbeFile.Read(sourceFolder, source.Manifest);

    private BundleManifest Manifest => source.Manifest;

    /// <summary>Quantises every graph, writes a draft, and proves its graphs against the float32 ones.</summary>
    /// <param name="folder">The bundle's final folder.</param>
    /// <param name="floatNodes">For each role the nodes that stay in float32.</param>
    /// <param name="cancellation">Stops it between two graphs.</param>
    public BundleDraft Write(string folder, IReadOnlyDictionary<GraphRole, IReadOnlyList<string>> floatNodes, CancellationToken cancellation)
    {
        var id = Identity(floatNodes);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        var graphs = new List<GraphEntry>();
        foreach (var graph in Manifest.Graphs)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = Quantize(graph, id, floatNodes[graph.Role]);
            files.Add(graph.File, bytes);
            graphs.Add(Describe(graph, bytes, floatNodes[graph.Role]));
        }

        if (Manifest.Probes is { } probes)
            files.Add(probes.File, File.ReadAllBytes(Path.Combine(sourceFolder, probes.File)));
        if (Manifest.Data.SplitSha256 is not null)
            files.Add(SplitFile.Name, File.ReadAllBytes(Path.Combine(sourceFolder, SplitFile.Name)));
        var draft = BundleDraft.Create(folder, ManifestOf(id, graphs), files);
        try
        {
            draft.Describe(draft.Manifest with { Graphs = Proved(draft, cancellation) });
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <summary>What each node of a graph costs, the dearest first.</summary>
    public IReadOnlyList<NodeSensitivity> Sensitivity(GraphEntry graph)
    {
        using var scope = NewDisposeScope();
        return OnnxQuantizer.MeasureSensitivity(Load(graph), Batches(graph), Options([], ""));
    }

    private byte[] Quantize(GraphEntry graph, string id, IReadOnlyList<string> floatNodes)
    {
        using var scope = NewDisposeScope();
        return OnnxQuantizer.Quantize(Load(graph), Batches(graph), Options(floatNodes, id)).ToBytes();
    }

    private OnnxModel Load(GraphEntry graph) => OnnxModel.Load(Path.Combine(sourceFolder, graph.File));

    private QuantizationOptions Options(IReadOnlyList<string> floatNodes, string id) => new()
    {
        Activations = settings.Activations,
        Ranges = settings.Ranges,
        FloatNodes = floatNodes,
        Metadata = new Dictionary<string, string> { [GraphMetadata.BundleId] = id },
    };

    private Tensor[][] Batches(GraphEntry graph)
    {
        var (values, length) = (calibration.Values[graph.Role], GraphRun.RowLength(graph.Inputs[0]));
        var shape = graph.Inputs[0].Shape.Select(axis => axis.IsFixed ? axis.Size : -1).ToArray();
        return [.. values.Chunk(CalibrationBatch * length).Select(batch => new[] { tensor(batch).reshape(shape) })];
    }

    private GraphEntry Describe(GraphEntry graph, byte[] bytes, IReadOnlyList<string> floatNodes) => graph with
    {
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        Bytes = bytes.Length,
        Quantization = new QuantizationRecord
        {
            Scheme = $"{settings.Activations.ToString().ToLowerInvariant()} activations, int8 weights with a scale an output channel",
            Calibration = $"{calibration.Description}, ranges by {settings.Ranges}",
            FloatSha256 = graph.Sha256,
            FloatNodes = floatNodes,
            AgainstTrained = [],
        },
    };

    private BundleManifest ManifestOf(string id, IReadOnlyList<GraphEntry> graphs) => Manifest with
    {
        BundleId = id,
        Graphs = graphs,
        // They were measured with the float32 graphs.
        Metrics = new SortedDictionary<string, double>(Manifest.Metrics.ToDictionary(metric => $"float32.{metric.Key}", metric => metric.Value), StringComparer.Ordinal),
    };

    private IReadOnlyList<GraphEntry> Proved(BundleDraft draft, CancellationToken cancellation)
    {
        using var quantized = VaeBundle.Load(draft.Folder);
        return
        [
            .. draft.Manifest.Graphs.Select(graph => new Int8Parity(source, quantized, graph).Prove(
                heldOut.Description, heldOut.First(graph, Int8Parity.MostRows), _probes.FirstOrDefault(probe => probe.Role == graph.Role), cancellation)),
        ];
    }

    // Of everything that the graphs are made from, like a trained bundle's.
    private string Identity(IReadOnlyDictionary<GraphRole, IReadOnlyList<string>> floatNodes)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"int8 {Manifest.BundleId} {settings.Activations} {settings.Ranges} {calibration.Description} {settings.Seed}");
        var all = floatNodes.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value, (pair, node) => $" {pair.Key.ToName()}:{node}").Prepend(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(all))))[..Manifest.BundleId.Length];
    }
}
