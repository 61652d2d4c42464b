using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Evaluation;

/// <summary>Against a model whose likelihood is known in closed form: x = ½ + w·z + σ·noise with one latent, so that x ~ N(½, w·wᵀ + σ²·I).</summary>
[TestClass]
public sealed class LikelihoodEstimatorTests
{
    private const double W1 = 0.3;
    private const double W2 = -0.1;
    private const double Sigma = 0.2;

    private static readonly ImageSet Pairs = new("pairs", new ImageSpec { Channels = 1, Height = 1, Width = 2 }, new byte[] { 255, 0, 100, 140, 30, 200 });

    [TestMethod]
    public void Estimate_ExactPosterior_IsTheKnownLikelihoodWithAnyNumberOfSamples()
    {
        using var vae = new LinearVae(posteriorShift: 0);

        foreach (var samples in new[] { 1, 7 })
        {
            var estimate = LikelihoodEstimator.Estimate(vae, Pairs, new LikelihoodOptions { Samples = samples });
            Assert.AreEqual(KnownNats(), estimate.NegativeLogLikelihood, 1e-4);
            Assert.AreEqual(KnownNats(), estimate.NegativeElbo, 1e-4, "with the exact posterior the ELBO is tight");
        }
    }

    [TestMethod]
    public void Estimate_InexactPosterior_TightensWithSamplesFromAbove()
    {
        using var vae = new LinearVae(posteriorShift: 0.8f);

        var loose = LikelihoodEstimator.Estimate(vae, Pairs, new LikelihoodOptions { Samples = 1 });
        var tight = LikelihoodEstimator.Estimate(vae, Pairs, new LikelihoodOptions { Samples = 20_000 });

        Assert.IsTrue(tight.NegativeElbo > KnownNats() + 0.3, "the ELBO stays loose");
        Assert.AreEqual(KnownNats(), tight.NegativeLogLikelihood, 0.02);
        Assert.AreNotEqual(loose.NegativeLogLikelihood, tight.NegativeLogLikelihood);
    }

    [TestMethod]
    [DataRow(Binarization.Threshold)]
    [DataRow(Binarization.Stochastic)]
    public void Estimate_Binarised_GivesTheSameNumbersEachTimeAndNamesIt(Binarization binarization)
    {
        var digits = SyntheticDigits.Create(6, seed: 1);
        using var vae = new MlpVae(new MlpVaeConfig { HiddenDim = 8, LatentDim = 2 }, seed: 1);
        var options = new LikelihoodOptions { Samples = 5, Binarization = binarization, Seed = 3 };

        var estimate = LikelihoodEstimator.Estimate(vae, digits, options);

        Assert.AreEqual(estimate, LikelihoodEstimator.Estimate(vae, digits, options));
        Assert.AreNotEqual(estimate.NegativeElbo, LikelihoodEstimator.Estimate(vae, digits, options with { Binarization = Binarization.None }).NegativeElbo);
        StringAssert.Contains(estimate.ToString(), binarization.ToString().ToLowerInvariant());
        Assert.AreEqual(estimate.NegativeLogLikelihood / 784 / Math.Log(2), estimate.BitsPerDimension, 1e-12);
    }

    // The mean over images of −log N(x; ½, Σ), Σ = w·wᵀ + σ²·I, by its 2×2 inverse and determinant.
    private static double KnownNats()
    {
        var (a, b, d) = ((W1 * W1) + (Sigma * Sigma), W1 * W2, (W2 * W2) + (Sigma * Sigma));
        var determinant = (a * d) - (b * b);
        return Enumerable.Range(0, Pairs.Count).Average(i =>
        {
            var (x, y) = ((Pairs.Image(i)[0] / 255.0) - 0.5, (Pairs.Image(i)[1] / 255.0) - 0.5);
            return 0.5 * ((((d * x * x) - (2 * b * x * y) + (a * y * y)) / determinant) + Math.Log(determinant) + (2 * Math.Log(2 * Math.PI)));
        });
    }

    private sealed class LinearVae(float posteriorShift) : Vae(nameof(LinearVae), new GaussianLikelihood(GaussianScale.Fixed, Sigma))
    {
        public override ImageSpec Image => Pairs.Spec;

        public override int LatentDim => 1;

        // The exact posterior of a linear Gaussian model: variance 1 / (1 + wᵀw/σ²), mean variance · wᵀ(x − ½)/σ².
        public override (Tensor mu, Tensor logVar) Encode(Tensor images, Tensor? labels = null)
        {
            var precision = 1 + (((W1 * W1) + (W2 * W2)) / (Sigma * Sigma));
            var centred = images.flatten(1) - 0.5f;
            var mu = (centred * Weights()).sum([1], keepdim: true) * (float)(1 / (precision * Sigma * Sigma)) + posteriorShift;
            return (mu, full_like(mu, (float)-Math.Log(precision)));
        }

        public override Tensor Outputs(Tensor z, Tensor? labels = null) => (z * Weights()).reshape(-1, 1, 1, 2);

        private static Tensor Weights() => tensor(new[] { (float)W1, (float)W2 });
    }
}
