using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>
/// Against probabilistic PCA, the linear Gaussian VAE whose likelihood is known (Tipping and Bishop 1999): x = ½ + W·z + σ·noise. The columns of W
/// meet different pixels, so that the exact posterior has independent latents: variance 1 / (1 + wᵀw/σ²), mean variance · wᵀ(x − ½)/σ².
/// </summary>
[TestClass]
public sealed class LikelihoodBoundTests
{
    private const int Count = 11;
    private const double Sigma = 0.2;

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    public void BoundLikelihood_ExactPosterior_IsTheKnownLikelihoodWithAnyNumberOfSamples(int draws)
    {
        using var files = Linear(shift: 0);
        using var bundle = files.Load(new RuntimeOptions { MaxBatch = 4 });
        var images = TinyImages.Floats(Count);

        var (_, likelihood) = Bounds(bundle, images, new AnomalyOptions { Draws = draws, Seed = 2 });

        for (var i = 0; i < Count; i++)
            Assert.AreEqual(KnownNats(images.AsSpan(i * 25, 25)), likelihood[i], Tolerances.NatsAnImage);
    }

    /// <summary>The ELBO is loose by KL(q ‖ posterior) = Σ shift² / (2 · variance) nats; the importance weights mend that.</summary>
    [TestMethod]
    public void BoundLikelihood_InexactPosterior_TightensWithSamplesFromAbove()
    {
        const double Shift = 0.6;
        using var files = Linear(Shift);
        using var bundle = files.Load();
        var images = TinyImages.Floats(Count);
        var known = Enumerable.Range(0, Count).Average(i => KnownNats(images.AsSpan(i * 25, 25)));
        var gap = Enumerable.Range(0, 3).Sum(unit => Shift * Shift / 2 * Precision(unit));

        var few = Enumerable.Range(0, 100).Average(seed => Bounds(bundle, images, new AnomalyOptions { Draws = 5, Seed = (ulong)seed }).Likelihood.Average());
        var (elbo, many) = Bounds(bundle, images, new AnomalyOptions { Draws = 5_000 });

        Assert.IsTrue(gap > 0.4, $"{gap} nats to mend");
        Assert.AreEqual(known + gap, elbo.Average(), 0.02);
        Assert.AreEqual(known, many.Average(), 0.02);
        Assert.IsTrue(known + 0.05 < few && few < known + gap - 0.05, $"five samples lie between: {few}");
    }

    [TestMethod]
    public void BoundLikelihood_AnyCut_GivesTheSameNumbers()
    {
        using var files = new TestBundle();
        using var bundle = files.Load(new RuntimeOptions { MaxBatch = 4 });
        var images = TinyImages.Floats(Count);
        var (elbo, likelihood) = Bounds(bundle, images, new AnomalyOptions { Draws = 3 });

        var (partElbo, partLikelihood) = Bounds(bundle, images[(8 * 25)..], new AnomalyOptions { Draws = 3, FirstSampleIndex = 8 });

        for (var i = 8; i < Count; i++)
        {
            Assert.AreEqual(elbo[i], partElbo[i - 8], Tolerances.NatsAnImage);
            Assert.AreEqual(likelihood[i], partLikelihood[i - 8], Tolerances.NatsAnImage);
        }
    }

    [TestMethod]
    public void BoundLikelihood_NegativeElbo_IsTheScoreOfTheSameDraws()
    {
        using var files = new TestBundle();
        using var bundle = files.Load();
        var images = TinyImages.Floats(Count);
        var options = new AnomalyOptions { Draws = 4, Seed = 9 };

        var (elbo, _) = Bounds(bundle, images, options);

        var scores = bundle.AnomalyScorer.Score(images, options);
        for (var i = 0; i < Count; i++)
            Assert.AreEqual(scores[i], elbo[i], Tolerances.NatsAnImage);
    }

    [TestMethod]
    public void BoundLikelihood_WhatCannotBe_IsRefused()
    {
        using var files = new TestBundle();
        using var bundle = files.Load();
        var (images, bounds) = (TinyImages.Floats(2), new float[2]);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.AnomalyScorer.BoundLikelihood(images, bounds, new float[2], new AnomalyOptions { Draws = 0 }));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.BoundLikelihood(images, bounds, new float[3]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.BoundLikelihood(images, bounds, bounds));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.BoundLikelihood(images, bounds, new float[2], null, [0, 1]));
        images[3] = 1.5f;
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.BoundLikelihood(images, bounds, new float[2]));
    }

    private static (float[] Elbo, float[] Likelihood) Bounds(VaeBundle bundle, float[] images, AnomalyOptions options)
    {
        var (elbo, likelihood) = (new float[images.Length / 25], new float[images.Length / 25]);
        bundle.AnomalyScorer.BoundLikelihood(images, elbo, likelihood, options);
        return (elbo, likelihood);
    }

    // Small enough that ½ + W·z stays within the pixel range for any z that is drawn.
    private static double Weight(int unit, int pixel) => pixel % 3 == unit ? 0.03 + (0.002 * pixel) : 0;

    private static double Precision(int unit) => 1 + (Enumerable.Range(0, 25).Sum(p => Weight(unit, p) * Weight(unit, p)) / (Sigma * Sigma));

    /// <summary>−log N(x; ½, W·Wᵀ + σ²·I) by the determinant lemma and Sherman and Morrison's inverse, block by block.</summary>
    private static double KnownNats(ReadOnlySpan<float> image)
    {
        var (nats, variance) = (25 / 2.0 * Math.Log(2 * Math.PI * Sigma * Sigma), Sigma * Sigma);
        foreach (var x in image)
            nats += (x - 0.5) * (x - 0.5) / variance / 2;
        for (var unit = 0; unit < 3; unit++)
        {
            var product = 0.0;
            for (var p = 0; p < 25; p++)
                product += Weight(unit, p) * (image[p] - 0.5);
            nats += (Math.Log(Precision(unit)) - (product * product / variance / variance / Precision(unit))) / 2;
        }

        return nats;
    }

    private static TestBundle Linear(double shift)
    {
        var bundle = new TestBundle(roles: [GraphRole.Encoder, GraphRole.Decoder]);
        var logVar = Enumerable.Range(0, 3).Select(unit => (float)-Math.Log(Precision(unit))).ToArray();
        float[] gain = [.. Enumerable.Range(0, 75).Select(i => (float)(Weight(i % 3, i / 3) / (Sigma * Sigma * Precision(i % 3))))];
        bundle.Replace(GraphRole.Encoder, Graph(GraphRole.Encoder)
            .Input(TinyModel.Images(TensorNames.Images)).Node("Flatten", "flat", TensorNames.Images)
            .Constant("half", [0.5f]).Node("Sub", "centred", "flat", "half")
            .Constant("gain", gain, 25, 3).Node("MatMul", "mean", "centred", "gain")
            .Constant("shift", [(float)shift]).Node("Add", TensorNames.Mu, "mean", "shift")
            .Constant("zero", [0f]).Node("Mul", "nothing", TensorNames.Mu, "zero")
            .Constant("variance", logVar, 1, 3).Node("Add", TensorNames.LogVar, "nothing", "variance")
            .Output(TinyModel.Latent(TensorNames.Mu)).Output(TinyModel.Latent(TensorNames.LogVar)).ToBytes());
        bundle.Replace(GraphRole.Decoder, Graph(GraphRole.Decoder)
            .Input(TinyModel.Latent(TensorNames.Z)).Constant("weight", [.. Enumerable.Range(0, 75).Select(i => (float)Weight(i / 25, i % 25))], 3, 25)
            .Node("MatMul", "product", TensorNames.Z, "weight").Constant("half", [0.5f]).Node("Add", "mean", "product", "half")
            .Constant("shape", -1, 1, 5, 5).Node("Reshape", TensorNames.Reconstruction, "mean", "shape")
            .Output(TinyModel.Images(TensorNames.Reconstruction)).ToBytes());
        bundle.WriteManifest(bundle.Manifest with { Likelihood = new LikelihoodSpec { Kind = LikelihoodKind.Gaussian, Scales = [(float)Sigma] } });
        return bundle;
    }

    private static TinyGraph Graph(GraphRole role) =>
        new((GraphMetadata.Role, role.ToName()), (GraphMetadata.BundleId, TestBundle.DefaultId), (GraphMetadata.SchemaVersion, "1"));
}
