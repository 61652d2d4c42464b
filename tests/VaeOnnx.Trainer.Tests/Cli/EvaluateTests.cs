using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>How probable images are: as a command, and at the end of a training.</summary>
[TestClass]
public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Evaluate_BlackAndWhiteImages_GivesTheRuntimesBounds()
    {
        var result = CommandLineResult.Run("evaluate", BundleFixture.Folder, "--in", BundleFixture.Data, "--part", "test", "--limit", "0", "--samples", "20", "--binarization", "threshold", "--seed", "5", "--out", _folder["likelihood.md"]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);

        var images = IdxFile.Read(Path.Combine(BundleFixture.Data, "t10k-images-idx3-ubyte"));
        var (elbo, likelihood) = (new float[images.Count], new float[images.Count]);
        using var bundle = VaeBundle.Load(BundleFixture.Folder);
        bundle.AnomalyScorer.BoundLikelihood([.. images.Pixels.ToArray().Select(b => b > 127 ? 1f : 0f)], elbo, likelihood, new AnomalyOptions { Draws = 20, Seed = 5 });
        Assert.Contains(Two(elbo.Average()), result.Output);
        Assert.Contains(Two(likelihood.Average()), result.Output);
        Assert.Contains((likelihood.Average() / 784 / Math.Log(2)).ToString("0.000", CultureInfo.InvariantCulture), result.Output);
        Assert.Contains("200 images", result.Output);
        Assert.Contains(Two(likelihood.Average()), File.ReadAllText(_folder["likelihood.md"]));
    }

    [TestMethod]
    public void Evaluate_Binarisations_AreDifferentThings()
    {
        string[] args = ["evaluate", BundleFixture.Folder, "--in", BundleFixture.Data, "--limit", "50", "--samples", "5"];
        var (usual, stochastic, grey) = (CommandLineResult.Run(args), CommandLineResult.Run([.. args, "--binarization", "stochastic"]), CommandLineResult.Run([.. args, "--binarization", "none"]));

        Assert.AreEqual(stochastic.Output, usual.Output);
        Assert.AreNotEqual(grey.Output, usual.Output);
        Assert.Contains("no likelihood", grey.Output);
    }

    [TestMethod]
    public void TrainVae_Conditional_ReportsTheBoundsInItsManifest()
    {
        var signs = SmallImages.WriteWebp(_folder["signs"]);
        var result = CommandLineResult.Run("train", "vae", "--data", signs, "--conditional", "--epochs", "2", "--kl-warmup", "1", "--free-bits", "0.05", "--validation", "0.2", "--latent-dim", "4", "--depth", "1", "--width", "8", "--out", _folder["bundle"]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);

        var metrics = BundleManifest.Read(_folder["bundle"]).Metrics;
        var (elbo, likelihood) = (metrics["vae.validation_bound.negative_elbo"], metrics["vae.validation_bound.negative_log_likelihood_100"]);
        Assert.IsTrue(double.IsFinite(elbo) && likelihood < elbo, $"{likelihood} < {elbo}");
        Assert.Contains("How probable validation images are", result.Output);
        CommandLineResult.Run("evaluate", _folder["bundle"], "--in", signs, "--binarization", "threshold").AssertFailed(ExitCode.Usage, "--binarization");
        var evaluated = CommandLineResult.Run("evaluate", _folder["bundle"], "--in", signs, "--samples", "3");
        Assert.AreEqual(ExitCode.Done, evaluated.Code, evaluated.Error);
        Assert.Contains("Gaussian pixels", evaluated.Output);
    }

    private static string Two(double nats) => nats.ToString("0.00", CultureInfo.InvariantCulture);
}
