using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

[TestClass]
public sealed class BundleWriterTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(70, seed: 1);
    private static readonly MlpVaeConfig Small = new() { HiddenDim = 16, LatentDim = 3 };

    private readonly string _root = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    private string Target => Path.Combine(_root, "demo");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_root, recursive: true);

    [TestMethod]
    public void Write_AllModels_DescribesEveryGraphWithItsProof()
    {
        using var models = new Models();
        var written = BundleWriter.Write(Target, models.Content);

        var manifest = BundleManifest.Read(Target);
        CollectionAssert.AreEqual(written.ToUtf8Json(), manifest.ToUtf8Json());
        CollectionAssert.AreEqual(Enum.GetValues<GraphRole>(), manifest.Graphs.Select(graph => graph.Role).ToArray());
        Assert.AreEqual((3, "standard-normal", 10), (manifest.LatentDim, manifest.Prior, manifest.ClassNames.Count));
        CollectionAssert.AreEqual(new[] { "mu: float32 [batch,3]", "logVar: float32 [batch,3]" }, Describe(manifest.Find(GraphRole.Encoder)!.Outputs));
        CollectionAssert.AreEqual(new[] { "reconstruction: float32 [batch,1,28,28]" }, Describe(manifest.Find(GraphRole.Decoder)!.Outputs));
        CollectionAssert.AreEqual(new[] { "reconstruction: float32 [batch,1,28,28]" }, Describe(manifest.Find(GraphRole.Denoiser)!.Outputs));
        CollectionAssert.AreEqual(new[] { "logits: float32 [batch,10]" }, Describe(manifest.Find(GraphRole.Classifier)!.Outputs));
        foreach (var graph in manifest.Graphs)
        {
            CollectionAssert.AreEqual(new[] { 1, 3, 64 }, graph.Parity.BatchSizes.ToArray());
            Assert.IsTrue(graph.Parity.Outputs.All(output => output.MaxAbsoluteDifference < Tolerances.GraphOutput), graph.Role.ToName());
        }
    }

    [TestMethod]
    public void Write_AllModels_RunsInTheRuntimeAsInTorch()
    {
        using var models = new Models();
        BundleWriter.Write(Target, models.Content);
        var images = new float[2 * 784];
        Digits.Gather([4, 5], images);

        using var bundle = VaeBundle.Load(Target);
        var denoised = new float[images.Length];
        bundle.Denoiser.Denoise(images, denoised);

        using var scope = NewDisposeScope();
        var expected = new VaeReconstructor(models.Denoiser).call(tensor(images).reshape(2, 1, 28, 28)).data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], denoised[i], Tolerances.GraphOutput);
    }

    [TestMethod]
    public void Write_SameContentTwice_GivesTheSameBytes()
    {
        var other = Path.Combine(_root, "other");
        using (var models = new Models())
            BundleWriter.Write(Target, models.Content);
        using (var models = new Models())
            BundleWriter.Write(other, models.Content);

        foreach (var file in Directory.GetFiles(Target))
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other, Path.GetFileName(file))), file);
        Assert.AreEqual(6, Directory.GetFiles(other).Length, "four graphs, the probes and the manifest");
    }

    [TestMethod]
    public void Write_OtherWeightsOrSettings_GetsAnotherId()
    {
        using var models = new Models();
        using var others = new Models(seed: 2);
        var ids = new[]
        {
            BundleWriter.Write(Target, models.Content).BundleId,
            BundleWriter.Write(Target, others.Content).BundleId,
            BundleWriter.Write(Target, models.Content with { Settings = new Dictionary<string, string> { ["vae.epochs"] = "3" } }).BundleId,
        };

        Assert.AreEqual(3, ids.Distinct().Count());
    }

    [TestMethod]
    public void Write_ParityFails_SaysWhereAndKeepsTheOldBundle()
    {
        using var models = new Models();
        var before = BundleWriter.Write(Target, models.Content);
        using var fickle = new FickleClassifier();

        var thrown = Assert.ThrowsExactly<BundleException>(() => BundleWriter.Write(Target, models.Content with { Classifier = fickle }));

        StringAssert.Contains(thrown.Message, "classifier.onnx");
        StringAssert.Contains(thrown.Message, "logits");
        Assert.AreEqual(before.BundleId, BundleManifest.Read(Target).BundleId);
        CollectionAssert.AreEqual(new[] { Target }, Directory.GetFileSystemEntries(_root));
    }

    [TestMethod]
    public void Write_VaeOnly_HasEncoderAndDecoder()
    {
        using var models = new Models();
        var manifest = BundleWriter.Write(Target, models.Content with { Denoiser = null, Classifier = null });

        CollectionAssert.AreEqual(new[] { GraphRole.Encoder, GraphRole.Decoder }, manifest.Graphs.Select(graph => graph.Role).ToArray());
    }

    [TestMethod]
    public void Write_ImagesThatNoReaderTakes_IsRefusedAndNothingIsLeft()
    {
        var images = new ImageSet("two-channels", new ImageSpec { Channels = 2, Height = 8, Width = 8 }, new byte[3 * 2 * 64]);
        using var vae = new MlpVae(Small with { Image = images.Spec });

        var thrown = Assert.ThrowsExactly<BundleException>(() => BundleWriter.Write(Target, new BundleContent
        {
            HeldOut = images,
            Data = new DataProvenance { Name = images.Name, Sha256 = images.Sha256, TrainingCount = 3, ValidationCount = 0, SplitSeed = 0 },
            Vae = vae,
        }));

        StringAssert.Contains(thrown.Message, "1, 3 or 4 channels");
        Assert.AreEqual(0, Directory.GetFileSystemEntries(_root).Length);
    }

    [TestMethod]
    public void Write_NoModel_Throws()
    {
        using var models = new Models();
        Assert.ThrowsExactly<ArgumentException>(() => BundleWriter.Write(Target, models.Content with { Vae = null, Denoiser = null, Classifier = null }));
        Assert.AreEqual(0, Directory.GetFileSystemEntries(_root).Length);
    }

    [TestMethod]
    public void Draft_MeasuredAndPublished_HasMetricsAndReport()
    {
        using var models = new Models();
        using (var draft = BundleDraft.Create(Target, models.Content))
        {
            Assert.IsFalse(Directory.Exists(Target));
            using (var bundle = VaeBundle.Load(draft.Folder))
                Assert.AreEqual(draft.Manifest.BundleId, bundle.Manifest.BundleId);
            draft.AddMetrics(new Dictionary<string, double> { ["denoiser.psnr_gain_db"] = 3.5 });
            draft.WriteReport("<html>"u8.ToArray());
            draft.Publish();
        }

        Assert.AreEqual(3.5, BundleManifest.Read(Target).Metrics["denoiser.psnr_gain_db"]);
        Assert.AreEqual("<html>", File.ReadAllText(Path.Combine(Target, "report.html")));
        CollectionAssert.AreEqual(new[] { Target }, Directory.GetFileSystemEntries(_root));
    }

    private static string[] Describe(IReadOnlyList<TensorSpec> specs) => [.. specs.Select(spec => spec.ToString())];

    /// <summary>Three small models, fresh as their seed draws them, and what a bundle says of them.</summary>
    private sealed class Models : IDisposable
    {
        public Models(ulong seed = 1)
        {
            Vae = new MlpVae(Small, seed);
            Denoiser = new MlpVae(Small, seed + 100);
            Classifier = new PaperCnn(Digits.Spec, 10, seed);
        }

        public MlpVae Vae { get; }

        public MlpVae Denoiser { get; }

        public PaperCnn Classifier { get; }

        public BundleContent Content => new()
        {
            HeldOut = Digits,
            Data = new DataProvenance { Name = Digits.Name, Sha256 = Digits.Sha256, TrainingCount = 70, ValidationCount = 0, SplitSeed = 0 },
            Vae = Vae,
            Denoiser = new VaeReconstructor(Denoiser),
            Classifier = Classifier,
            Settings = new Dictionary<string, string> { ["vae.epochs"] = "1" },
        };

        public void Dispose()
        {
            Vae.Dispose();
            Denoiser.Dispose();
            Classifier.Dispose();
        }
    }

    /// <summary>Goes another way for a batch of 64 than for those that a trace is made with.</summary>
    private sealed class FickleClassifier : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _logits = nn.Linear(784, 10);

        public FickleClassifier()
            : base(nameof(FickleClassifier)) => RegisterComponents();

        public override Tensor forward(Tensor images)
        {
            var scores = _logits.call(images.flatten(1)); // [N, 10]
            return images.shape[0] == 64 ? -scores : scores;
        }
    }
}
