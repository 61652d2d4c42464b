using System.Text.Json;
using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class AugmentationExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Run_FewImages_ComparesArmsInPairsAndResumes()
    {
        var first = Run("original,affine+elastic,generated:posterior,both", "1..2");
        Assert.AreEqual(ExitCode.Done, first.Code, first.Error);
        var results = Read();
        Assert.AreEqual(8, results.Runs.Count);
        Assert.AreEqual(6, results.Comparisons.Count);
        Assert.AreEqual(40, results.TrainingImages);
        Assert.IsTrue(results.Runs.All(run => run.Steps == 6 && run.Accuracy is >= 0 and <= 1));
        CollectionAssert.AreEqual(new[] { 40, 240, 40, 80 }, results.Runs.Take(4).Select(run => run.Images).ToArray());
        var difference = results.Runs.Where(run => run.Arm == "both").Zip(results.Runs.Where(run => run.Arm == "original"), (a, b) => a.Accuracy - b.Accuracy).Average();
        Assert.AreEqual(difference, results.Comparisons.Single(pair => pair is { Arm: "both", Baseline: "original" }).Gain.Mean, 1e-12);
        StringAssert.Contains(File.ReadAllText(_folder["out/results.md"]), "| affine+elastic | 2 |");
        StringAssert.Contains(File.ReadAllText(_folder["out/report.html"]), "Arm both");

        var times = RunFiles();
        var second = Run("original,affine+elastic,generated:posterior,both", "1..3");
        Assert.AreEqual(ExitCode.Done, second.Code, second.Error);
        Assert.AreEqual(12, Read().Runs.Count);
        foreach (var (file, time) in times)
            Assert.AreEqual(time, File.GetLastWriteTimeUtc(file), $"{file} was made again");
    }

    [TestMethod]
    public void Run_OtherSettingsInTheSameFolder_IsRefused()
    {
        Assert.AreEqual(ExitCode.Done, Run("original", "1").Code);

        var refused = Run("original", "1", "--learning-rate", "0.01");

        Assert.AreEqual(ExitCode.Usage, refused.Code);
        StringAssert.Contains(refused.Error, "other settings");
        StringAssert.Contains(refused.Error, "0.01");
    }

    [TestMethod]
    public void Run_OtherWarpVae_RefusesItsArmsOnly()
    {
        Assert.AreEqual(ExitCode.Done, Run("original,affine+elastic:0.05:4+warp:1.2:all", "1", "--judge-on", "development").Code);
        Assert.AreEqual((JudgedImages.Development, 320), (Read().JudgedOn, Read().JudgedCount));

        var refused = Run("affine+warp", "1", "--judge-on", "development", "--warp-thickening", "1");
        var plain = Run("original", "1", "--judge-on", "development", "--warp-thickening", "1");

        Assert.AreEqual(ExitCode.Usage, refused.Code);
        StringAssert.Contains(refused.Error, "maxThickening");
        Assert.AreEqual(ExitCode.Done, plain.Code, plain.Error);
    }

    [TestMethod]
    [DataRow("affine+blur", "blur")]
    [DataRow("elastic:-1", "above 0")]
    [DataRow("elastic:0.05:99", "gridSize")]
    [DataRow("warp:1:some", "'all'")]
    [DataRow("generated:wild", "relative or posterior")]
    public void Run_UnknownArm_NamesWhatThereIs(string arms, string expected)
    {
        var result = Run(arms, "1");

        Assert.AreEqual(ExitCode.Usage, result.Code);
        StringAssert.Contains(result.Error, expected);
    }

    [TestMethod]
    [DataRow("--warp-thickening", "2", "a number from 0 to 1")]
    [DataRow("--warp-nearest", "0", "a number above 0 to 1")]
    public void Run_WarpVaeOutOfRange_SaysTheRange(string flag, string value, string expected)
    {
        var refused = Run("affine+warp", "1", flag, value);

        Assert.AreEqual(ExitCode.Usage, refused.Code);
        StringAssert.Contains(refused.Error, expected);
    }

    [TestMethod]
    [DataRow("5..1")]
    [DataRow("1,1")]
    [DataRow("one")]
    public void Run_WrongSeeds_IsRefused(string seeds) => Assert.AreEqual(ExitCode.Usage, Run("original", seeds).Code);

    private CommandLineResult Run(string arms, string seeds, params string[] more) => CommandLineResult.Run(
        ["experiment", "augmentation", "--data", Data(), "--per-class", "4", "--arms", arms, "--seeds", seeds, "--steps", "6", "--epochs", "2", "--batch-size", "40",
            "--vae-steps", "10", "--threads", "1", "--out", _folder["out"], .. more]);

    private string Data() => Directory.Exists(_folder["digits"]) ? _folder["digits"] : SmallDigits.Write(_folder["digits"], train: 400, test: 50);

    private AugmentationResults Read() =>
        JsonSerializer.Deserialize(File.ReadAllBytes(_folder["out/results.json"]), AugmentationJson.Default.AugmentationResults)!;

    private Dictionary<string, DateTime> RunFiles() =>
        Directory.GetFiles(_folder["out/runs"], "*.json").ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
