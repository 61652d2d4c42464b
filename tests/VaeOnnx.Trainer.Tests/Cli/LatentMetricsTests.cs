using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Training;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class LatentMetricsTests
{
    [TestMethod]
    public void Read_WhatWasWritten_GivesItBackInOrder()
    {
        LatentUse[] uses = [new(0, 120.5, 9.5, 10.25), new(2, 14, 20, 21), new(null, 134.5, 6, 7)];
        var metrics = new Dictionary<string, double>(LatentMetrics.Of(new LadderDiagnosis(24.5, uses)).Reverse()) { ["denoiser.latents.level7.kl"] = 1, ["denoiser.epoch"] = 3 };

        CollectionAssert.AreEqual(uses, LatentMetrics.Read(metrics).ToArray());
        Assert.AreEqual(0, LatentMetrics.Read(new Dictionary<string, double> { ["denoiser.validation_kl"] = 4 }).Count);
    }

    [TestMethod]
    public void TrainDenoiser_Ladder_SaysWhatItsLatentsAreWorthAndSoDoesTheExperiment()
    {
        using var folder = new TemporaryFolder();
        var data = SmallDigits.Write(folder["digits"], train: 160, test: 40);

        var trained = CommandLineResult.Run(
            "train", "denoiser", "--data", data, "--model", "ladder", "--width", "4", "--depth", "2", "--latent-dim", "2", "--noise", "gaussian:0.25", "--epochs", "1", "--threads", "1", "--out", folder["ladder"]);
        var compared = CommandLineResult.Run("experiment", "denoising", "--data", data, "--bundles", folder["ladder"], "--noises", "gaussian:0.25", "--images", "10", "--tuning-images", "5", "--out", folder["out"]);

        Assert.AreEqual(ExitCode.Done, trained.Code, trained.Error);
        var uses = LatentMetrics.Read(BundleManifest.Read(folder["ladder"]).Metrics);
        CollectionAssert.AreEqual(new int?[] { 0, 1, null }, uses.Select(use => use.Level).ToArray());
        Assert.Contains("What the latents are worth", File.ReadAllText(folder["ladder", "report.html"]));
        Assert.AreEqual(ExitCode.Done, compared.Code, compared.Error);
        Assert.Contains("| ladder, all levels |", File.ReadAllText(folder["out", "results.md"]));
    }
}
