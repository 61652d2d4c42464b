using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class QuantizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Quantize_WithData_WritesASmallerBundleThatVerifies()
    {
        var result = Quantize("--data", BundleFixture.Data);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var (before, after) = (BundleManifest.Read(BundleFixture.Folder), BundleManifest.Read(_folder["int8"]));
        Assert.AreNotEqual(before.BundleId, after.BundleId);
        foreach (var (float32, int8) in before.Graphs.Zip(after.Graphs))
        {
            Assert.IsLessThan(0.3 * float32.Bytes, int8.Bytes, int8.File);
            Assert.AreEqual(float32.Sha256, int8.Quantization!.FloatSha256);
            Assert.Contains("against the float32 graph", int8.Parity.Inputs);
            // The very data, divided as for the training: else the description would say so.
            Assert.StartsWith($"64 training images of {before.Data.Name}, chosen by seed 1", int8.Quantization.Calibration);
            Assert.HasCount(int8.Outputs.Count, int8.Quantization.AgainstTrained);
        }

        foreach (var name in (string[])["vae.validation.int8.psnr", "denoiser.gaussian:0.5.test.float32.ssim", "classifier.test.int8.accuracy"])
            Assert.IsTrue(after.Metrics.ContainsKey($"quantization.{name}"), string.Join('\n', after.Metrics.Keys));
        var verified = CommandLineResult.Run("verify", _folder["int8"]);
        Assert.AreEqual(ExitCode.Done, verified.Code, verified.Error);
    }

    [TestMethod]
    public void Quantize_WithReport_MeasuresWhatItWrites()
    {
        var result = Quantize("--data", BundleFixture.Data, "--report", _folder["measured.md"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["measured.json"]));
        var root = json.RootElement;
        Assert.AreEqual(12, root.GetProperty("speed").GetArrayLength(), "four graphs at three batch sizes");
        Assert.AreEqual(6, root.GetProperty("choices").GetArrayLength(), "two types of three ranges");
        Assert.AreEqual(3 + 2 + 4 + 4, root.GetProperty("sensitivity").GetArrayLength(), "the layers of encoder, decoder, denoiser and classifier");
        Assert.AreEqual(BundleManifest.Read(_folder["int8"]).BundleId, root.GetProperty("int8Bundle").GetString());
        var page = File.ReadAllText(_folder["measured.md"]);
        Assert.Contains("## Quality on test images, read once", page);
        Assert.DoesNotContain(BundleFixture.Data, page + root);
    }

    [TestMethod]
    public void Quantize_WithoutData_CalibratesOnTheProbesAndSaysSo()
    {
        var result = Quantize();

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.Contains("calibrating on the bundle's 4 probes", result.Output);
        Assert.Contains("4 probes", BundleManifest.Read(_folder["int8"]).Graphs[0].Quantization!.Calibration);
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("verify", _folder["int8"]).Code);
    }

    [TestMethod]
    public void Quantize_Again_GivesTheSameFiles()
    {
        Quantize();
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("quantize", BundleFixture.Folder, "--out", _folder["again"]).Code);

        foreach (var file in Directory.GetFiles(_folder["int8"]))
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder["again"], Path.GetFileName(file))), file);
    }

    [TestMethod]
    public void Quantize_NothingMayBeLost_GivesLayersBack()
    {
        var result = Quantize("--data", BundleFixture.Data, "--max-psnr-loss", "0", "--max-accuracy-loss", "0");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.Contains("goes back to float32", result.Output);
        Assert.IsTrue(BundleManifest.Read(_folder["int8"]).Graphs.Any(graph => graph.Quantization!.FloatNodes.Count > 0));
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("verify", _folder["int8"]).Code);
    }

    [TestMethod]
    public void Quantize_Int8Bundle_IsRefused()
    {
        Quantize();

        CommandLineResult.Run("quantize", _folder["int8"], "--out", _folder["twice"]).AssertFailed(ExitCode.BadArtifact, "float32 bundle", "in int8");
    }

    [TestMethod]
    public void Quantize_ImagesOfAnotherSize_AreRefused()
    {
        var digits = SyntheticDigits.CreateTrainTest(200, 50, seed: 5);
        Directory.CreateDirectory(_folder["wide"]);
        var wide = digits.Train.Spec with { Height = 14, Width = 56 };
        IdxFile.WriteImages(Path.Combine(_folder["wide"], "train-images-idx3-ubyte"), wide, digits.Train.ToImageSet().Pixels);
        IdxFile.WriteLabels(Path.Combine(_folder["wide"], "train-labels-idx1-ubyte"), digits.Train.Labels);
        IdxFile.WriteImages(Path.Combine(_folder["wide"], "t10k-images-idx3-ubyte"), wide, digits.Test!.ToImageSet().Pixels);
        IdxFile.WriteLabels(Path.Combine(_folder["wide"], "t10k-labels-idx1-ubyte"), digits.Test!.Labels);

        CommandLineResult.Run("quantize", BundleFixture.Folder, "--data", _folder["wide"], "--out", _folder["int8"]).AssertFailed(ExitCode.Usage, "--data", "1×28×28", "1×14×56");
    }

    [TestMethod]
    public void Inspect_Int8Bundle_SaysWhatItIsAndWhatIsCompared()
    {
        Quantize();

        var result = CommandLineResult.Run("inspect", _folder["int8"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        foreach (var part in (string[])["uint8 activations, int8 weights", "4 probes", "float32 graph against int8 graph", "float32.classifier.test_accuracy.original"])
            Assert.Contains(part, result.Output);
    }

    [TestMethod]
    public void Verify_Int8ToleranceThatWouldPassAnything_IsABadArtifact()
    {
        Quantize();
        var manifest = BundleManifest.Read(_folder["int8"]);
        var loose = manifest.Graphs.Select(graph => graph with { Parity = graph.Parity with { AbsoluteTolerance = 50 } }).ToArray();
        File.WriteAllBytes(Path.Combine(_folder["int8"], BundleManifest.FileName), (manifest with { Graphs = loose }).ToUtf8Json());

        CommandLineResult.Run("verify", _folder["int8"]).AssertFailed(ExitCode.BadArtifact, "encoder.onnx", "50");
    }

    [TestMethod]
    public void Augment_Int8Bundle_GivesTheSameImagesInAnyBatching()
    {
        Quantize();
        using var bundle = VaeBundle.Load(_folder["int8"]);
        using var oneByOne = VaeBundle.Load(_folder["int8"], new RuntimeOptions { MaxBatch = 1 });
        var images = new byte[50 * 784];
        new Random(3).NextBytes(images);

        CollectionAssert.AreEqual(
            bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 7 }),
            oneByOne.Augmenter.Augment(images, new AugmentOptions { Seed = 7 }));
    }

    private CommandLineResult Quantize(params string[] more) => CommandLineResult.Run(["quantize", BundleFixture.Folder, "--out", _folder["int8"], "--calibration", "64", .. more]);
}
