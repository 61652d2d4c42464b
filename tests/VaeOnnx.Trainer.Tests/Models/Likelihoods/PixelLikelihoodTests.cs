using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models.Likelihoods;

[TestClass]
public sealed class PixelLikelihoodTests
{
    private static readonly ImageSpec Pixel = new() { Channels = 1, Height = 1, Width = 1 };
    private static readonly double[] Levels = [.. Enumerable.Range(0, 256).Select(level => level / 255.0)];

    [TestMethod]
    public void Bernoulli_BlackAndWhite_SumToOne()
    {
        using var likelihood = new BernoulliLikelihood();

        Assert.AreEqual(1, Probabilities(likelihood, [0, 1], output: 0.7).Sum(), Tolerances.LossNats);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.31)]
    [DataRow(-0.49)]
    [DataRow(0.9)]
    [DataRow(-2.0)]
    public void DiscretizedLogistic_AllLevels_AreTheBinsOfTheDistributionAndSumToOne(double output)
    {
        using var likelihood = new DiscretizedLogisticLikelihood(channels: 1);
        var (mean, scale) = (output + 0.5, (double)likelihood.Scales(1)[0]);

        var found = Probabilities(likelihood, Levels, output);

        Assert.AreEqual(1, found.Sum(), Tolerances.LossNats);
        for (var level = 0; level < Levels.Length; level++)
        {
            var above = level == 255 ? 1 : Sigmoid((Levels[level] + (0.5 / 255) - mean) / scale);
            var below = level == 0 ? 0 : Sigmoid((Levels[level] - (0.5 / 255) - mean) / scale);
            Assert.AreEqual(above - below, found[level], Tolerances.LossNats * (above - below) + 1e-9, $"level {level}");
        }
    }

    [TestMethod]
    public void DiscretizedLogistic_FarOutside_StaysFinite()
    {
        using var likelihood = new DiscretizedLogisticLikelihood(channels: 1);

        var found = Nats(likelihood, [0.5], output: 300);

        Assert.AreEqual(300 / likelihood.Scales(1)[0], found[0], 0.05 * found[0], "the logistic's tail is exponential");
    }

    [TestMethod]
    public void Gaussian_FixedSigma_IsTheNormalDensity()
    {
        using var likelihood = new GaussianLikelihood(GaussianScale.Fixed, sigma: 0.2);
        double[] points = [.. Enumerable.Range(-1000, 3001).Select(i => i / 1000.0)];

        var found = Probabilities(likelihood, points, output: -0.1);

        Assert.AreEqual(1, found.Sum() / 1000, 1e-4, "the density integrates to 1");
        Assert.AreEqual(1 / (0.2 * Math.Sqrt(2 * Math.PI)), found[1400], 1e-4, "at the mean, 0.4");
    }

    [TestMethod]
    public void Gaussian_OptimalSigmaInTraining_IsTheBatchsRootMeanSquare()
    {
        using var scope = NewDisposeScope();
        var likelihood = new GaussianLikelihood(GaussianScale.Optimal);
        likelihood.train();
        var images = tensor(new[] { 0.9f, 0.1f, 0.5f, 0.7f }).reshape(2, 1, 1, 2);

        var found = likelihood.NegativeLogLikelihood(zeros(2, 1, 1, 2), images).mean().item<float>();

        // Errors 0.4, -0.4, 0, 0.2: their mean square is 0.09; with it every dimension costs ½ log(2πe · 0.09).
        Assert.AreEqual(2 * 0.5 * Math.Log(2 * Math.PI * Math.E * 0.09), found, Tolerances.LossNats);
    }

    [TestMethod]
    public void Gaussian_OptimalSigmaAfterTraining_IsTheRunningMean()
    {
        using var likelihood = new GaussianLikelihood(GaussianScale.Optimal);
        using var outputs = zeros(4, 1, 1, 1);
        using var images = full([4, 1, 1, 1], 0.8f);
        for (var step = 0; step < 200; step++)
            likelihood.NegativeLogLikelihood(outputs, images).Dispose();

        likelihood.eval();

        Assert.AreEqual(0.3f, likelihood.Scales(1)[0], 1e-4f);
    }

    [TestMethod]
    public void Gaussian_LearnedSigma_FallsToTheErrorsSize()
    {
        using var likelihood = new GaussianLikelihood(GaussianScale.Learned);
        using var optimizer = optim.Adam(likelihood.parameters(), 0.05);
        for (var step = 0; step < 300; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            likelihood.NegativeLogLikelihood(zeros(4, 3, 1, 1), full([4, 3, 1, 1], 0.55f)).mean().backward();
            optimizer.step();
        }

        CollectionAssert.AreEqual(new[] { "0.050", "0.050", "0.050" }, likelihood.Scales(3).Select(scale => FormattableString.Invariant($"{scale:0.000}")).ToArray());
    }

    [TestMethod]
    public void BitsPerDimension_Uniform_IsEightBits()
    {
        using var logistic = new DiscretizedLogisticLikelihood(1);
        using var gaussian = new GaussianLikelihood(GaussianScale.Fixed);

        Assert.AreEqual(8, logistic.BitsPerDimension(Math.Log(256), Pixel), 1e-12);
        Assert.AreEqual(Math.Log2(255), gaussian.BitsPerDimension(0, Pixel), 1e-12, "a density of 1 over steps of 1/255");
    }

    [TestMethod]
    [DataRow(LikelihoodKind.Bernoulli)]
    [DataRow(LikelihoodKind.Gaussian)]
    [DataRow(LikelihoodKind.DiscretizedLogistic)]
    public void Mean_AnyOutput_LiesInThePixelRange(LikelihoodKind kind)
    {
        using var scope = NewDisposeScope();
        var mean = PixelLikelihood.Create(kind, channels: 1).Mean(tensor(new[] { -9f, 0f, 9f }).reshape(3, 1, 1, 1));

        Assert.IsTrue(mean.min().item<float>() >= 0 && mean.max().item<float>() <= 1);
        Assert.AreEqual(0.5f, mean[1].item<float>(), "an output of 0 is mid-grey");
    }

    private static double[] Probabilities(PixelLikelihood likelihood, double[] pixels, double output) =>
        [.. Nats(likelihood, pixels, output).Select(nats => Math.Exp(-nats))];

    private static double[] Nats(PixelLikelihood likelihood, double[] pixels, double output)
    {
        using var scope = NewDisposeScope();
        likelihood.eval();
        var images = tensor(Array.ConvertAll(pixels, pixel => (float)pixel)).reshape(-1, 1, 1, 1);
        var nats = likelihood.NegativeLogLikelihood(full_like(images, (float)output), images);
        return Array.ConvertAll(nats.data<float>().ToArray(), value => (double)value);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
