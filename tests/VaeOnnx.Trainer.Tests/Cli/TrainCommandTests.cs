using System.Text.RegularExpressions;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TrainVae_Twice_WritesTheSameBytes()
    {
        foreach (var name in (string[])["a", "b"])
            Assert.AreEqual(ExitCode.Done, Train("vae", name, "--width", "24", "--latent-dim", "4").Code);

        foreach (var file in (string[])["manifest.json", "encoder.onnx", "decoder.onnx", "probes.bin"])
            CollectionAssert.AreEqual(File.ReadAllBytes(_folder["a", file]), File.ReadAllBytes(_folder["b", file]), file);
        Assert.IsFalse(File.Exists(_folder["a.checkpoint"]));
    }

    [TestMethod]
    public void TrainDenoiser_WithNoise_RecordsIt()
    {
        Assert.AreEqual(ExitCode.Done, Train("denoiser", "clean", "--width", "24", "--latent-dim", "4", "--noise", "speckle:0.3").Code);

        var manifest = BundleManifest.Read(_folder["clean"]);
        Assert.AreEqual(GraphRole.Denoiser, manifest.Graphs.Single().Role);
        Assert.AreEqual("speckle:0.3", manifest.Settings["denoiser.noise"]);
    }

    [TestMethod]
    public void TrainClassifier_Labels_BecomeItsClasses()
    {
        Assert.AreEqual(ExitCode.Done, Train("classifier", "cnn").Code);

        var manifest = BundleManifest.Read(_folder["cnn"]);
        Assert.AreEqual(GraphRole.Classifier, manifest.Graphs.Single().Role);
        Assert.HasCount(10, manifest.ClassNames);
        Assert.IsTrue(manifest.Metrics.ContainsKey("classifier.validation_accuracy"));
    }

    [TestMethod]
    [DataRow("vae", "Samples of the prior", 3, 3, "vae.validation_psnr")]
    [DataRow("denoiser", "Noise reduction, Speckle 0.5", 2, 3, "denoiser.validation_psnr.gaussian:0.5.denoised")]
    [DataRow("classifier", "the hardest first", 0, 2, "classifier.test_accuracy")]
    public void Train_AnyModel_TellsItselfInAReport(string model, string part, int pictures, int charts, string metric)
    {
        string[] size = model == "classifier" ? [] : ["--width", "24", "--latent-dim", "4"];
        Assert.AreEqual(ExitCode.Done, Train(model, "told", size).Code);

        var html = File.ReadAllText(_folder["told", "report.html"]);
        Assert.Contains(part, html);
        Assert.HasCount(pictures, Regex.Matches(html, "<img "));
        Assert.HasCount(charts, Regex.Matches(html, "<svg "));
        foreach (var told in (string[])["validation images", $"{model}.epochs", metric, "Parity"])
            Assert.Contains(told, html);
        Assert.DoesNotContain(BundleFixture.Data, html);
        Assert.IsTrue(double.IsFinite(BundleManifest.Read(_folder["told"]).Metrics[metric]));
    }

    [TestMethod]
    public void Train_Cancelled_LeavesACheckpointThatResumes()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        string[] args = ["train", "vae", "--data", BundleFixture.Data, "--epochs", "2", "--width", "24", "--latent-dim", "4", "--out", _folder["vae"]];

        CommandLineResult.Run(args, cancellation.Token).AssertFailed(ExitCode.Cancelled);
        Assert.IsFalse(Directory.Exists(_folder["vae"]));
        CommandLineResult.Run(args).AssertFailed(ExitCode.Usage, "--resume");

        var other = CommandLineResult.Run([.. args, "--resume", "--learning-rate", "0.01", "--limit", "600", "--threads", "1"]);
        other.AssertFailed(ExitCode.Usage, "--resume", "--learning-rate 0.001 then, 0.01 now", "--limit not set then, 600 now", "--force");
        Assert.DoesNotContain("--threads", other.Error);
        CommandLineResult.Run([.. args.Select(arg => arg == BundleFixture.Data ? SmallDigits.Write(_folder["others"], train: 200, test: 50) : arg), "--resume"]).AssertFailed(ExitCode.Usage, "training images are others", "--data");

        CommandLineResult.Run("train", "classifier", "--data", BundleFixture.Data, "--out", _folder["vae"], "--resume").AssertFailed(ExitCode.Usage, "--resume", "another command than train classifier");

        var resumed = CommandLineResult.Run([.. args, "--resume"]);
        Assert.AreEqual(ExitCode.Done, resumed.Code, resumed.Error);
        Assert.Contains("goes on from its checkpoint in epoch 1 of 2, after 0 of its ", resumed.Output);
        Assert.IsTrue(Directory.Exists(_folder["vae"]));
    }

    [TestMethod]
    [DataRow("--noise", "rain:0.5")]
    [DataRow("--epochs", "0")]
    [DataRow("--latent-dim", "0")]
    [DataRow("--learning-rate", "fast")]
    [DataRow("--learning-rate", "-1")]
    [DataRow("--learning-rate", "NaN")]
    [DataRow("--momentum", "1")]
    [DataRow("--beta", "-1")]
    [DataRow("--validation", "1.5")]
    [DataRow("--threads", "-1")]
    public void Train_WrongSetting_IsWrongUsage(string option, string value) =>
        Train("denoiser", "x", option, value).AssertFailed(ExitCode.Usage, option);

    [TestMethod]
    public void Train_OutputThatCannotBeWritten_IsFoundBeforeTheDataIsRead()
    {
        var file = _folder.Write("file", [1]);

        CommandLineResult.Run("train", "vae", "--data", _folder["no-data"], "--out", Path.Combine(file, "bundle")).AssertFailed(ExitCode.Usage, "--out", "cannot be written");
    }

    [TestMethod]
    public void TrainClassifier_ImagesTooSmall_AreBadData()
    {
        var small = SmallImages.WriteIdx(_folder["small"], side: 8);

        CommandLineResult.Run("train", "classifier", "--data", small, "--model", "paper", "--out", _folder["out"]).AssertFailed(ExitCode.BadData, "16×16", "8×8");
        CommandLineResult.Run("demo", "--data", small, "--out", _folder["out"]).AssertFailed(ExitCode.BadData, "16×16", "8×8");
    }

    [TestMethod]
    public void TrainVae_ShortTraining_PrintsItsFirstAndLastEpoch()
    {
        var output = Train("vae", "short", "--epochs", "3", "--width", "8", "--latent-dim", "2").Output;

        Assert.Contains("VAE: epoch 1/3 ", output);
        Assert.Contains("VAE: epoch 3/3 ", output);
    }

    [TestMethod]
    [DataRow("vae")]
    [DataRow("denoiser")]
    public void Train_CollapsedLatent_NamesTheFlagsToChange(string model)
    {
        var result = Train(model, "collapsed", "--epochs", "4", "--width", "24", "--latent-dim", "3", "--beta", "5000");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        foreach (var told in (string[])["Note: Posterior collapse: of 3 latent units none is active", "lower --beta (5000 now)", "--kl-warmup (0 now)", "--free-bits (0 now) (for example 0.1)", $"{model}.klWarmup"])
            Assert.Contains(told, result.Output);
        Assert.DoesNotContain("KlWarmUpSteps", result.Output);
        Assert.Contains("lower --beta", System.Net.WebUtility.HtmlDecode(File.ReadAllText(_folder["collapsed", "report.html"])));
    }

    [TestMethod]
    public void Train_ResumeWithoutCheckpoint_IsWrongUsage() =>
        Train("vae", "never-started", "--resume").AssertFailed(ExitCode.Usage, "--resume");

    private CommandLineResult Train(string model, string name, params string[] more)
    {
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "2"];
        return CommandLineResult.Run(["train", model, "--data", BundleFixture.Data, .. epochs, "--out", _folder[name], .. more]);
    }
}
