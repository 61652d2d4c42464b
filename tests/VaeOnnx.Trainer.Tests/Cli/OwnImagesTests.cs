using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>The commands on what people have: folders of WebP and of 16-bit PNG files, an .npz archive.</summary>
[TestClass]
public sealed class OwnImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TrainVae_WebpFolder_ChoosesAConvolutionalModelAndSaysWhy()
    {
        var result = Train("vae", SmallImages.WriteWebp(_folder["signs"]), "--width", "4", "--depth", "2", "--latent-dim", "3", "--kl-warmup", "0.5", "--free-bits", "0.01", "--tensorboard", _folder["logs"], "--checkpoint-every", "1e");

        Assert.Contains("Model: convolutional", result.Output);
        Assert.Contains("images 3x19x14: stride 2 and 2 levels (as set) lead to 5x4; width 4 (as set), 3 latent units (as set); gaussian pixels.", result.Output);
        var manifest = BundleManifest.Read(_folder["vae"]);
        Assert.HasCount(1 + manifest.Data.ValidationCount + manifest.Data.TestCount!.Value, File.ReadAllLines(_folder["vae", "split.csv"]));
        Assert.AreEqual((3, 19, 14), (manifest.Image.Channels, manifest.Image.Height, manifest.Image.Width));
        CollectionAssert.AreEqual(new[] { "class 0", "class 1", "class 2" }, manifest.ClassNames.ToArray());
        foreach (var (key, value) in (IEnumerable<(string, string)>)[("vae.model", "conv"), ("vae.likelihood", "gaussian"), ("vae.width", "4"), ("vae.depth", "2"), ("vae.latentDim", "3"), ("vae.klWarmup", "0.5"), ("data.memory", "1GB")])
            Assert.AreEqual(value, manifest.Settings[key], key);
        foreach (var metric in (string[])["vae.test_negative_elbo", "vae.test_bits_per_dimension", "vae.active_units"])
            Assert.IsTrue(double.IsFinite(manifest.Metrics[metric]), metric);
        Assert.IsNotEmpty(Directory.GetFiles(_folder["logs"]));
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("verify", _folder["vae"]).Code);
    }

    [TestMethod]
    public void TrainClassifier_Npz_JudgesOnItsTestImages()
    {
        Train("classifier", SmallImages.WriteNpz(_folder["set.npz"]), "--width", "4", "--depth", "2");

        var manifest = BundleManifest.Read(_folder["classifier"]);
        Assert.AreEqual((40, 10, 10), (manifest.Data.TrainingCount, manifest.Data.ValidationCount, manifest.Data.TestCount));
        Assert.IsNull(manifest.Data.SplitSha256, "the archive names all parts itself");
        Assert.AreEqual("residual", manifest.Settings["classifier.model"]);
        Assert.IsInRange(0.0, 1.0, manifest.Metrics["classifier.test_accuracy"]);
    }

    [TestMethod]
    public void TrainDenoiser_Png16_KeepsItsDepth()
    {
        var result = Train("denoiser", SmallImages.WritePng16(_folder["scans"]), "--model", "conv", "--width", "4", "--depth", "2", "--latent-dim", "3");

        Assert.Contains("16 bits", File.ReadAllText(_folder["denoiser", "report.html"]));
        Assert.Contains("Noise reduction on validation images", result.Output);
    }

    [TestMethod]
    public void DataInfo_MixedSizes_AreRefusedUntilAFitIsNamed()
    {
        SmallImages.WritePng16(_folder["scans"]);
        File.WriteAllBytes(_folder["scans", "odd.png"], Data.ImageFiles.PictureBytes.Encode(30, 30));

        CommandLineResult.Run("data", "info", "--data", _folder["scans"]).AssertFailed(ExitCode.BadData, "--fit", "21x17");
        CommandLineResult.Run("data", "info", "--data", _folder["scans"], "--size", "8x8").AssertFailed(ExitCode.Usage, "--fit");
        CommandLineResult.Run("data", "info", "--data", _folder["scans"], "--fit", "resize", "--size", "8by8").AssertFailed(ExitCode.Usage, "--size", "64x64");
        var info = CommandLineResult.Run("data", "info", "--data", _folder["scans"], "--fit", "resize", "--size", "8x10", "--channels", "grey", "--sheet", _folder["sheet.png"]);
        Assert.AreEqual(ExitCode.Done, info.Code, info.Error);
        foreach (var part in (string[])["1×8×10", "21×17", "30×30", "No validation images of its own"])
            Assert.Contains(part, info.Output);
        Assert.IsTrue(File.Exists(_folder["sheet.png"]));
    }

    [TestMethod]
    public void Train_ImagesInTwoParts_AreToldAndDropped()
    {
        SmallImages.WriteWebp(_folder["signs", "train"]);
        SmallImages.WriteWebp(_folder["signs", "test"]);
        string[] args = ["train", "vae", "--data", _folder["signs"], "--width", "2", "--depth", "1", "--latent-dim", "2", "--epochs", "1", "--batch-size", "16", "--threads", "1"];

        var told = CommandLineResult.Run([.. args, "--out", _folder["told"]]);
        Assert.AreEqual(ExitCode.Done, told.Code, told.Error);
        Assert.MatchesRegex(@"Note: \d+ images are the same .* --drop-duplicates", told.Output);
        Assert.Contains("Images in two parts at once", File.ReadAllText(_folder["told", "report.html"]));
        // All of them are in the test part too: nothing is left.
        CommandLineResult.Run([.. args, "--drop-duplicates", "--out", _folder["dropped"]]).AssertFailed(ExitCode.BadData, "--drop-duplicates");
    }

    [TestMethod]
    public void DataInfo_BrokenFile_IsNamedOrSkipped()
    {
        SmallImages.WriteWebp(_folder["signs"]);
        File.WriteAllBytes(_folder["signs", "class 1", "torn.webp"], [1, 2, 3]);

        CommandLineResult.Run("data", "info", "--data", _folder["signs"]).AssertFailed(ExitCode.BadData, "torn.webp", "--skip-broken");
        var info = CommandLineResult.Run("data", "info", "--data", _folder["signs"], "--skip-broken");
        Assert.AreEqual(ExitCode.Done, info.Code, info.Error);
        Assert.Contains("Skipped 1 file", info.Output);
        Assert.Contains("torn.webp", info.Output);
    }

    [TestMethod]
    [DataRow("--model", "mlp", "--likelihood", "gaussian", "--likelihood")]
    [DataRow("--model", "mlp", "--conditional", "true", "--conditional")]
    [DataRow("--model", "conv", "--depth", "9", "--depth")]
    [DataRow("--model", "mlp", "--depth", "2", "--depth")]
    [DataRow("--model", "tree", "--depth", "2", "--model")]
    [DataRow("--memory", "much", "--depth", "2", "--memory")]
    [DataRow("--checkpoint-every", "1.5e", "--depth", "2", "--checkpoint-every")]
    [DataRow("--checkpoint-every", "2147483647h", "--depth", "2", "--checkpoint-every")]
    [DataRow("--checkpoint-every", "often", "--depth", "2", "--checkpoint-every")]
    public void TrainVae_SettingsThatCannotBe_AreWrongUsage(string option, string value, string other, string otherValue, string named) =>
        CommandLineResult.Run("train", "vae", "--data", SmallImages.WriteWebp(_folder["signs"]), "--out", _folder["x"], option, value, other, otherValue).AssertFailed(ExitCode.Usage, named);

    [TestMethod]
    [DataRow("vae")]
    [DataRow("classifier")]
    public void Train_SizeThatNoModelTakes_IsRefusedBeforeTheDataIsRead(string model)
    {
        CommandLineResult.Run("train", model, "--data", _folder["nothing"], "--fit", "resize", "--size", "2000x64", "--out", _folder["x"]).AssertFailed(ExitCode.Usage, "--size 2000x64", "1024", "--fit cover");

        _folder.Write("wide/a/1.png", Data.ImageFiles.PictureBytes.Encode(8, 1100));
        for (var i = 0; i < 4; i++)
            _folder.Write($"wide/b/{i}.png", Data.ImageFiles.PictureBytes.Encode(8, 1100, shift: i));
        var result = CommandLineResult.Run("train", model, "--data", _folder["wide"], "--validation", "0.5", "--test", "0", "--out", _folder["x"]);
        result.AssertFailed(ExitCode.BadData, "8x1100", "--fit cover");
        Assert.DoesNotContain("Parameter", result.Error);
    }

    private CommandLineResult Train(string model, string data, params string[] more)
    {
        var result = CommandLineResult.Run(["train", model, "--data", data, "--epochs", "1", "--batch-size", "16", "--threads", "1", "--out", _folder[model], .. more]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        return result;
    }
}
