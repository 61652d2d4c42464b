using System.Text.RegularExpressions;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>The whole path on a small slice: trains, exports, loads through the runtime, judges.</summary>
[TestClass]
public sealed class DemoTests
{
    [AssemblyCleanup]
    public static void CleanUp() => BundleFixture.CleanUp();

    [TestMethod]
    public void Demo_SmallSlice_PrintsBothTables()
    {
        var output = BundleFixture.Run.Output;

        Assert.AreEqual(ExitCode.Done, BundleFixture.Run.Code, BundleFixture.Run.Error);
        Assert.StartsWith("Data: ", output);
        // Equal steps in every arm: 1080 images to train on are 8 full batches of 128, twice.
        Assert.MatchesRegex(@"(?m)^\| original +\| +1,080 \| +16 \|.* % \|", output);
        Assert.MatchesRegex(@"(?m)^\| generated +\| +1,080 \| +16 \|.* % \|", output);
        Assert.MatchesRegex(@"(?m)^\| both +\| +2,160 \| +16 \|.* % \|", output);
        Assert.MatchesRegex(@"(?m)^\| gaussian:0\.5 +\| +\d+\.\d\d → \d+\.\d\d ", output);
        Assert.MatchesRegex(@"(?m)^\| speckle:0\.5 +\| +\d+\.\d\d → \d+\.\d\d ", output);
    }

    [TestMethod]
    public void Demo_SmallSlice_WritesTheBundleWhole()
    {
        var files = Directory.GetFileSystemEntries(BundleFixture.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();

        CollectionAssert.AreEqual(
            new[] { "classifier.onnx", "decoder.onnx", "denoiser.onnx", "encoder.onnx", "manifest.json", "probes.bin", "report.html", "split.csv" }, files);
        // Nothing beside it either: no temporary folder, no checkpoint.
        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.GetDirectoryName(BundleFixture.Folder)!, "demo*"));
        Assert.IsLessThan(6_000_000, Directory.GetFiles(BundleFixture.Folder).Sum(file => new FileInfo(file).Length));
    }

    [TestMethod]
    public void Demo_SmallSlice_RecordsWhatItMeasured()
    {
        var manifest = BundleManifest.Read(BundleFixture.Folder);

        foreach (var arm in (string[])["original", "generated", "both"])
            Assert.IsInRange(0.0, 1.0, manifest.Metrics[$"classifier.test_accuracy.{arm}"]);
        // White noise of sigma 0.5, clipped, has a PSNR around 9 dB on mostly black images: see the closed form of the clipped normal.
        Assert.IsInRange(8.0, 11.0, manifest.Metrics["denoiser.psnr.gaussian:0.5.noisy"]);
        Assert.AreEqual("3", manifest.Settings["seed"]);
        Assert.AreEqual(120, manifest.Data.ValidationCount);
        Assert.HasCount(10, manifest.ClassNames);
    }

    [TestMethod]
    public void Demo_SmallSlice_ReportNeedsNothingFromElsewhere()
    {
        var html = File.ReadAllText(Path.Combine(BundleFixture.Folder, "report.html"));

        var addresses = Regex.Matches(html.Replace("http://www.w3.org/2000/svg", ""), @"https?://|url\((?!#)|@import|<script|<link|src=""(?!data:)");
        Assert.IsEmpty(addresses.Select(match => match.Value));
        Assert.HasCount(3, Regex.Matches(html, "<img "));
        Assert.HasCount(3, Regex.Matches(html, "<svg "));
        Assert.DoesNotContain(BundleFixture.Data, html);
    }

    [TestMethod]
    public void Demo_ExistingBundle_IsRefusedBeforeAnyTraining()
    {
        CommandLineResult.Run("demo", "--data", BundleFixture.Data, "--out", BundleFixture.Folder).AssertFailed(ExitCode.Usage, "--force");
    }

    [TestMethod]
    public void Demo_FolderOfOtherFiles_IsRefusedEvenWhenForced()
    {
        var result = CommandLineResult.Run("demo", "--data", BundleFixture.Data, "--force", "--out", BundleFixture.Data);

        result.AssertFailed(ExitCode.BadArtifact, "folder of other files");
        Assert.AreEqual("", result.Output);
    }
}
