using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>A bundle carries its likelihood, and the runtime's anomaly scores are the trainer's nats.</summary>
[TestClass]
public sealed class LikelihoodBundleTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_root, recursive: true);

    [TestMethod]
    [DataRow(LikelihoodKind.Bernoulli)]
    [DataRow(LikelihoodKind.Gaussian)]
    [DataRow(LikelihoodKind.DiscretizedLogistic)]
    public void Score_ColourImages_AreTheNatsOfTheTrainersLikelihood(LikelihoodKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var images = Colours();
        var vae = new ConvVae(new ConvVaeConfig { Image = images.Spec, Levels = 2, Width = 8, LatentDim = 3, Likelihood = kind }, seed: 1);
        if (kind == LikelihoodKind.DiscretizedLogistic)
            vae.named_parameters().Single(pair => pair.name.EndsWith("logScale", StringComparison.Ordinal)).parameter.copy_(tensor(new[] { -1f, -2.5f, -3f }).reshape(3, 1, 1));
        var folder = Path.Combine(_root, "bundle");
        BundleWriter.Write(folder, new BundleContent
        {
            HeldOut = images,
            Data = new DataProvenance { Name = images.Name, Sha256 = images.Sha256, TrainingCount = 6, ValidationCount = 0, SplitSeed = 0 },
            Vae = vae,
        });

        using var bundle = VaeBundle.Load(folder);
        var scores = bundle.AnomalyScorer.Score(images.Pixels.Span, new AnomalyOptions { Draws = 0 });

        var pixels = new float[images.Count * images.Spec.Length];
        images.Gather([.. Enumerable.Range(0, images.Count)], pixels);
        var x = tensor(pixels).reshape(images.Count, 3, 13, 10);
        var (mu, logVar) = vae.Encode(x);
        // The graph ends in the mean image: what would lie outside the pixel range has become its end there.
        var outputs = kind == LikelihoodKind.Bernoulli ? vae.Outputs(mu) : vae.Decode(mu) - 0.5f;
        for (var i = 0; i < images.Count; i++)
        {
            var nats = vae.Likelihood.NegativeLogLikelihood(outputs, x)[i].item<float>()
                + VaeLosses.KlDivergence(mu.narrow(0, i, 1), logVar.narrow(0, i, 1)).item<float>();
            Assert.AreEqual(nats, scores[i], Tolerances.ScoreShare * Math.Abs(nats), $"image {i}");
        }

        Assert.AreEqual(kind, bundle.Manifest.Likelihood!.Kind);
        Assert.AreEqual(kind == LikelihoodKind.Bernoulli ? 0 : 3, bundle.Manifest.Likelihood.Scales.Count);
    }

    // Noise, with black and white among it.
    private static ImageSet Colours()
    {
        var pixels = new byte[6 * 3 * 13 * 10];
        new Random(1).NextBytes(pixels);
        pixels.AsSpan(0, 50).Clear();
        pixels.AsSpan(390, 50).Fill(255);
        return new ImageSet("colours", new ImageSpec { Channels = 3, Height = 13, Width = 10 }, pixels);
    }
}
