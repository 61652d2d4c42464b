using System.Security.Cryptography;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>From models to proved graphs and the manifest that describes them.</summary>
internal static class BundleExport
{
    /// <summary>Exports and proves all graphs, hands each file to <paramref name="write"/>, and describes them.</summary>
    public static BundleManifest Run(string folder, BundleContent content, Action<string, ReadOnlyMemory<byte>> write)
    {
        Check(content);
        using var scope = NewDisposeScope();
        var graphs = GraphsOf(content);
        var id = BundleIdentity.Of(content, graphs);
        var entries = graphs.Select(graph => Export(folder, content, graph, id, write)).ToArray();
        var latentDim = content.Vae?.LatentDim ?? content.Warp?.Config.LatentDim;
        return new BundleManifest
        {
            BundleId = id,
            Image = content.HeldOut.Spec,
            Fit = content.Fit,
            LatentDim = latentDim,
            Prior = latentDim is null ? null : "standard-normal",
            Likelihood = content.Vae is { } vae ? new LikelihoodSpec { Kind = vae.Likelihood.Kind, Scales = vae.Likelihood.Scales(vae.Image.Channels) } : null,
            ClassNames = content.HeldOut.ClassNames,
            Graphs = entries,
            Probes = WriteProbes(graphs, write),
            Data = content.Data with { SplitSha256 = WriteSplit(content.Moves, write) },
            Settings = Sorted(content.Settings),
            Packages = TrainingEnvironment.Packages,
            Metrics = Sorted(content.Metrics),
        };
    }

    /// <summary>In the order of the names, so that equal contents give equal files; of two values of one name the last.</summary>
    public static SortedDictionary<string, TValue> Sorted<TValue>(IEnumerable<KeyValuePair<string, TValue>> pairs)
    {
        var sorted = new SortedDictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
            sorted[name] = value;
        return sorted;
    }

    private static void Check(BundleContent content)
    {
        if (content.Vae is null && content.Warp is null && content.Denoiser is null && content.Classifier is null)
            throw new ArgumentException("A bundle needs at least one model: a VAE, a warp-VAE, a denoiser or a classifier.", nameof(content));
        if (content is { Vae: not null, Warp: not null })
            throw new ArgumentException("A bundle has one encoder and one decoder: of a VAE or of a warp-VAE, not of both.", nameof(content));
        if (content.HeldOut.Count == 0)
            throw new ArgumentException("The exported graphs are proved on held-out images, and there are none.", nameof(content));
        if (content.Vae is { } vae && vae.Image != content.HeldOut.Spec)
            throw new ArgumentException($"The held-out images are {content.HeldOut.Spec}, the model takes {vae.Image}.", nameof(content));
        if (content.Warp is { } warp && warp.Config.Image != content.HeldOut.Spec)
            throw new ArgumentException($"The held-out images are {content.HeldOut.Spec}, the warp-VAE takes {warp.Config.Image}.", nameof(content));
        if (content.Vae is { Classes: > 0 } conditional && conditional.Classes != content.HeldOut.ClassNames.Count)
            throw new ArgumentException($"The held-out images have {content.HeldOut.ClassNames.Count} classes, the model takes {conditional.Classes}.", nameof(content));
    }

    private static List<BundleGraph> GraphsOf(BundleContent content)
    {
        var spec = content.HeldOut.Spec;
        var images = TensorSpec.Float32(TensorNames.Images, Dimension.Batch, spec.Channels, spec.Height, spec.Width);
        var probes = new HeldOutProbes(content.HeldOut);
        var graphs = new List<BundleGraph>();
        if (content.Vae is { } vae)
            graphs.AddRange(HalvesOf(vae, images, probes));
        if (content.Warp is { } warp)
            graphs.AddRange(HalvesOf(warp, images, probes));
        if (content.Denoiser is { } denoiser)
            graphs.Add(DenoiserGraph.Of(denoiser, images, probes, content.Noise));
        if (content.Classifier is { } classifier)
            graphs.Add(new BundleGraph(GraphRole.Classifier, classifier, [images], [TensorNames.Logits], probes.Images()));
        return graphs;
    }

    private static BundleGraph[] HalvesOf(Vae vae, TensorSpec images, HeldOutProbes probes)
    {
        var z = TensorSpec.Float32(TensorNames.Z, Dimension.Batch, vae.LatentDim);
        TensorSpec[] labels = vae.Classes == 0 ? [] : [TensorSpec.Float32(TensorNames.Labels, Dimension.Batch, vae.Classes)];
        nn.Module encoder = vae.Classes == 0 ? new VaeEncoder(vae) : new ConditionalVaeEncoder(vae);
        nn.Module decoder = vae.Classes == 0 ? new VaeDecoder(vae) : new ConditionalVaeDecoder(vae);
        return
        [
            new BundleGraph(GraphRole.Encoder, encoder, [images, .. labels], [TensorNames.Mu, TensorNames.LogVar], probes.Images(vae)),
            new BundleGraph(GraphRole.Decoder, decoder, [z, .. labels], [TensorNames.Reconstruction], probes.Latents(vae)),
        ];
    }

    private static BundleGraph[] HalvesOf(WarpVae warp, TensorSpec images, HeldOutProbes probes)
    {
        var z = TensorSpec.Float32(TensorNames.Z, Dimension.Batch, warp.Config.LatentDim);
        return
        [
            new BundleGraph(GraphRole.Encoder, warp.Encoder, [images, new TensorSpec(TensorNames.Targets, images.ElementType, images.Shape)], [TensorNames.Mu, TensorNames.LogVar], probes.Pairs()),
            new BundleGraph(GraphRole.Decoder, warp.Decoder, [z, images], [TensorNames.Reconstruction], probes.Latents(warp)),
        ];
    }

    private static GraphEntry Export(string folder, BundleContent content, BundleGraph graph, string id, Action<string, ReadOnlyMemory<byte>> write)
    {
        var file = graph.Role.ToFileName();
        graph.Module.eval();
        var model = OnnxExporter.Export(graph.Module, OptionsOf(content, graph, id), graph.Inputs);
        var certificate = Prove(Path.Combine(folder, file), model, graph);
        var bytes = model.ToBytes();
        write(file, bytes);
        return new GraphEntry
        {
            Role = graph.Role,
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Bytes = bytes.Length,
            Opset = model.Opset,
            Inputs = model.Inputs,
            Outputs = model.Outputs,
            Parity = certificate,
            Tiling = graph.Tiling,
        };
    }

    private static ProbeEntry WriteProbes(List<BundleGraph> graphs, Action<string, ReadOnlyMemory<byte>> write)
    {
        var rows = ProbeRecorder.RowsOf(graphs);
        var bytes = ProbeFile.Write(graphs.Select(graph => ProbeRecorder.Record(graph, rows)));
        write(ProbeFile.Name, bytes);
        return new ProbeEntry { File = ProbeFile.Name, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Rows = rows };
    }

    private static string? WriteSplit(IReadOnlyList<SplitMove> moves, Action<string, ReadOnlyMemory<byte>> write)
    {
        if (moves.Count == 0)
            return null;
        var bytes = SplitFile.Write(moves);
        write(SplitFile.Name, bytes);
        return SplitFile.Sha256(bytes);
    }

    private static ExportOptions OptionsOf(BundleContent content, BundleGraph graph, string id) => new()
    {
        Opset = content.Opset,
        OutputNames = graph.OutputNames,
        GraphName = graph.Role.ToName(),
        SampleSizes = graph.Tiling is { } tiling ? DenoiserGraph.SampleSizes(tiling) : [],
        Metadata = Sorted(
        [
            KeyValuePair.Create(GraphMetadata.Role, graph.Role.ToName()),
            KeyValuePair.Create(GraphMetadata.BundleId, id),
            KeyValuePair.Create(GraphMetadata.SchemaVersion, FormattableString.Invariant($"{BundleManifest.CurrentSchemaVersion}")),
        ]),
    };

    private static ParityCertificate Prove(string path, OnnxModel model, BundleGraph graph)
    {
        try
        {
            return model.VerifyAgainst(graph.Module, graph.Probes.Batches, new ParityOptions { Inputs = graph.Probes.Description }).Certificate;
        }
        catch (ParityException e)
        {
            throw new BundleException(path, $"what the {graph.Role.ToName()}'s model computes", e.Report.ToString().TrimEnd('.'), "Nothing was written.", e);
        }
    }
}
