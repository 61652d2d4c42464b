using System.Security.Cryptography;
using Google.Protobuf;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Runtime.Tests;

/// <summary>A bundle of <see cref="TinyModel"/>'s graphs in a temporary folder; tests damage it in one place and look what is said.</summary>
internal sealed class TestBundle : IDisposable
{
    public const string DefaultId = "tiny-1";

    private static readonly GraphRole[] AllRoles = Enum.GetValues<GraphRole>();

    public TestBundle(string id = DefaultId, GraphRole[]? roles = null)
    {
        Folder = Directory.CreateTempSubdirectory("vaeonnx-tests-").FullName;
        var graphs = (roles ?? AllRoles).ToDictionary(role => role, role => TinyModel.Graph(role, id).ToBytes());
        Manifest = new BundleManifest
        {
            BundleId = id,
            Image = new ImageSpec { Channels = 1, Height = TinyModel.Side, Width = TinyModel.Side },
            LatentDim = TinyModel.LatentDim,
            Prior = "standard-normal",
            ClassNames = ["a", "b", "c", "d"],
            Graphs = [.. graphs.Select(pair => Entry(pair.Key, pair.Value))],
            Data = new DataProvenance { Name = "tests", Sha256 = new string('0', 64), TrainingCount = 1, ValidationCount = 0, SplitSeed = 0 },
        };
        foreach (var (role, bytes) in graphs)
            File.WriteAllBytes(PathOf(role), bytes);
        WriteManifest(Manifest);
    }

    public string Folder { get; }

    public BundleManifest Manifest { get; private set; }

    public string PathOf(GraphRole role) => Path.Combine(Folder, role.ToFileName());

    public VaeBundle Load(RuntimeOptions? options = null) => VaeBundle.Load(Folder, options);

    /// <summary>Replaces a graph and enters its hash and length into the manifest, as somebody would who mixes bundles.</summary>
    public void Replace(GraphRole role, byte[] graph)
    {
        File.WriteAllBytes(PathOf(role), graph);
        WriteManifest(Manifest with { Graphs = [.. Manifest.Graphs.Select(entry => entry.Role == role ? Rehash(entry, graph) : entry)] });
    }

    /// <summary>Changes a graph's model, hash and length included.</summary>
    public void Change(GraphRole role, Action<ModelProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(PathOf(role)));
        change(model);
        Replace(role, model.ToByteArray());
    }

    public void WriteManifest(BundleManifest manifest)
    {
        Manifest = manifest;
        File.WriteAllBytes(Path.Combine(Folder, BundleManifest.FileName), manifest.ToUtf8Json());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static GraphEntry Rehash(GraphEntry entry, byte[] graph) => entry with { Sha256 = Hash(graph), Bytes = graph.Length };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static GraphEntry Entry(GraphRole role, byte[] graph) => new()
    {
        Role = role,
        File = role.ToFileName(),
        Sha256 = Hash(graph),
        Bytes = graph.Length,
        Opset = 17,
        Inputs = role == GraphRole.Decoder ? [TinyModel.Latent(TensorNames.Z)] : [TinyModel.Images(TensorNames.Images)],
        Outputs = role switch
        {
            GraphRole.Encoder => [TinyModel.Latent(TensorNames.Mu), TinyModel.Latent(TensorNames.LogVar)],
            GraphRole.Classifier => [TinyModel.Logits],
            _ => [TinyModel.Images(TensorNames.Reconstruction)],
        },
        Parity = new ParityCertificate { Inputs = "none: made for tests", BatchSizes = [1], AbsoluteTolerance = 0, RelativeTolerance = 0, Outputs = [] },
    };
}
