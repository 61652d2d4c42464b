using System.Text.Json;
using VaeOnnx.Cli.Experiments.Denoising;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class DenoisingExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Run_BundleAndFilters_MeasuresAllOnTheSameNoiseAndResumes()
    {
        var first = Run("gaussian:0.25", "--bundles", BundleFixture.Folder, "--judge", BundleFixture.Folder);
        Assert.AreEqual(ExitCode.Done, first.Code, first.Error);
        var results = Read();

        CollectionAssert.AreEqual(new[] { "noisy", "median", "Gaussian", "non-local means", "TV-L1", "demo" }, results.Methods().ToArray());
        Assert.AreEqual(40, results.Images);
        var noisy = results.Of("gaussian:0.25", "noisy");
        // Without clipping 20 log10(1 / 0.25) = 12.04 dB; most pixels of a digit are black, and lose the half of the noise below 0.
        Assert.IsTrue(noisy.Psnr is > 13.5 and < 16, $"{noisy.Psnr} dB");
        Assert.IsTrue(results.Runs.Where(run => run.Setting.Length > 0).All(run => run.Psnr > noisy.Psnr + 0.5), "a tuned filter is better than the noise");
        Assert.IsTrue(results.Runs.All(run => run is { Accuracy: >= 0 and <= 1, Ssim: > 0 and < 1 }));
        StringAssert.Contains(File.ReadAllText(_folder["out/results.md"]), "| non-local means |");
        StringAssert.Contains(File.ReadAllText(_folder["out/report.html"]), "Noise gaussian:0.25");

        var times = RunFiles();
        var second = Run("gaussian:0.25,speckle:0.5", "--bundles", BundleFixture.Folder, "--judge", BundleFixture.Folder);
        Assert.AreEqual(ExitCode.Done, second.Code, second.Error);
        Assert.AreEqual(12, Read().Runs.Count);
        foreach (var (file, time) in times)
            Assert.AreEqual(time, File.GetLastWriteTimeUtc(file), $"{file} was made again");
    }

    [TestMethod]
    public void Run_BundlesOfOneName_AreRefused()
    {
        var refused = Run("gaussian:0.25", "--bundles", $"{BundleFixture.Folder},{BundleFixture.Folder}");

        Assert.AreEqual(ExitCode.Usage, refused.Code);
        StringAssert.Contains(refused.Error, "named 'demo'");
    }

    private CommandLineResult Run(string noises, params string[] more) => CommandLineResult.Run(
        ["experiment", "denoising", "--data", BundleFixture.Data, "--noises", noises, "--images", "40", "--tuning-images", "20", "--out", _folder["out"], .. more]);

    private DenoisingResults Read() =>
        JsonSerializer.Deserialize(File.ReadAllBytes(_folder["out/results.json"]), DenoisingJson.Default.DenoisingResults)!;

    private Dictionary<string, DateTime> RunFiles() =>
        Directory.GetFiles(_folder["out/runs"], "*.json").ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
