using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>train warp: its bundle, and what the other commands do with it.</summary>
[TestClass]
public sealed class TrainWarpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TrainWarp_LabelledImages_MakesABundleThatAugmentsAndInterpolates()
    {
        var result = CommandLineResult.Run("train", "warp", "--data", BundleFixture.Data, "--limit", "600", "--epochs", "2", "--warp-steps", "60", "--out", _folder["warp"]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);

        var manifest = BundleManifest.Read(_folder["warp"]);
        Assert.AreEqual("60", manifest.Settings["warp.steps"]);
        Assert.AreEqual("64", manifest.Settings["warpTraining.batchSize"]);
        Assert.IsTrue(manifest.Metrics["warp.validation_pair_psnr.after"] > manifest.Metrics["warp.validation_pair_psnr.before"]);
        Assert.IsTrue(File.Exists(_folder["warp", "report.html"]));
        foreach (var (command, more) in (IEnumerable<(string, string[])>)[("augment", []), ("augment", ["--novel", "--force"]), ("interpolate", ["--pairs", "3", "--steps", "4", "--force"])])
        {
            string[] args = [command, _folder["warp"], "--in", BundleFixture.Data, "--part", "test", .. more, "--out", _folder["new-images-idx3-ubyte"], "--sheet", _folder["sheet.png"]];
            var run = CommandLineResult.Run(args);
            Assert.AreEqual(ExitCode.Done, run.Code, run.Error);
        }

        Assert.AreEqual(12, IdxFile.Read(_folder["new-images-idx3-ubyte"]).Count);
        CommandLineResult.Run("sample", _folder["warp"], "--out", _folder["x"]).AssertFailed(ExitCode.Usage, "augment");
        CommandLineResult.Run("evaluate", _folder["warp"], "--in", BundleFixture.Data).AssertFailed(ExitCode.Usage, "deforms");
        CommandLineResult.Run("interpolate", _folder["warp"], "--in", BundleFixture.Data, "--across-classes", "--out", _folder["x"]).AssertFailed(ExitCode.Usage, "--across-classes");
    }

    [TestMethod]
    public void TrainWarp_NoLabels_IsBadData()
    {
        var scans = SmallImages.WritePng16(_folder["scans"]);

        CommandLineResult.Run("train", "warp", "--data", scans, "--out", _folder["warp"]).AssertFailed(ExitCode.BadData, "labelled", "sub-folder");
    }
}
