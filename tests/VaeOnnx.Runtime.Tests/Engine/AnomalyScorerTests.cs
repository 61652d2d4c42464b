using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>The negative ELBO against its formula in double precision.</summary>
[TestClass]
public sealed class AnomalyScorerTests : IDisposable
{
    private const int Count = 9;
    private const int Length = TinyModel.ImageLength;
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(3)]
    public void ScoreAndMap_Draws_AreTheFormula(int draws)
    {
        using var bundle = _files.Load(new RuntimeOptions { MaxBatch = 4 });
        var images = TinyImages.Floats(Count);
        var (scores, maps) = (new float[Count], new float[images.Length]);
        bundle.AnomalyScorer.ScoreAndMap(images, scores, maps, new AnomalyOptions { Draws = draws, Seed = 6, FirstSampleIndex = 30 });
        for (var i = 0; i < Count; i++)
        {
            var (score, map) = Expected(images.AsSpan(i * Length, Length), draws, 6, 30 + i);
            Assert.AreEqual(score, scores[i], Tolerances.NatsAnImage);
            for (var j = 0; j < Length; j++)
                Assert.AreEqual(map[j], maps[(i * Length) + j], Tolerances.AugmentedImage);
        }
    }

    /// <summary>mu = 1, logVar = 0 is ½ nat; mu = 0, logVar = ln 4 is ½ (4 − 1 − ln 4).</summary>
    [TestMethod]
    [DataRow(0f, 0f, 0.0)]
    [DataRow(1f, 0f, 0.5)]
    [DataRow(0f, 1.3862944f, 0.80685282)]
    public void GaussianDivergence_KnownGaussians_IsTheClosedForm(float mu, float logVar, double expected) =>
        Assert.AreEqual(3 * expected, GaussianDivergence.FromStandardNormal([mu, mu, mu], [logVar, logVar, logVar]), 1e-6);

    /// <summary>A fair coin costs ln 2 nats a pixel whatever falls; a sure and right pixel none, a sure and wrong one the floor of 100.</summary>
    [TestMethod]
    [DataRow(-1f, 1f)]
    [DataRow(0f, 255f)]
    public void BernoulliLoss_KnownPixels_AreCounted(float min, float max)
    {
        const int Pixels = 21;
        var loss = new BernoulliLoss(new ImageSpec { Channels = 1, Height = 3, Width = 7, PixelMin = min, PixelMax = max });
        float[] Fill(float value) => [.. Enumerable.Repeat(min + (value * (max - min)), Pixels)];
        Assert.AreEqual(Pixels * Math.Log(2), Sum(Fill(0.25f), Fill(0.5f)), 1e-4);
        Assert.AreEqual(0, Sum(Fill(1), Fill(1)), 1e-6);
        Assert.AreEqual(Pixels * 100, Sum(Fill(1), Fill(0)), 1e-3);
        Assert.AreEqual(Pixels * 100, Sum(Fill(0), Fill(2)), 1e-3);

        float Sum(float[] x, float[] reconstruction)
        {
            var scores = new float[1];
            loss.Add(x, reconstruction, 1, scores, []);
            return scores[0];
        }
    }

    [TestMethod]
    public void Score_Bytes_EqualFloatsAndMaps()
    {
        using var bundle = _files.Load();
        var scores = bundle.AnomalyScorer.Score(TinyImages.Floats(Count));
        var byteScores = bundle.AnomalyScorer.Score(TinyImages.Bytes(Count));
        var (mapped, maps) = (new float[Count], new float[Count * Length]);
        bundle.AnomalyScorer.ScoreAndMap(TinyImages.Bytes(Count), mapped, maps);
        CollectionAssert.AreEqual(byteScores, mapped);
        for (var i = 0; i < Count; i++)
            Assert.AreEqual(scores[i], byteScores[i], Tolerances.NatsAnImage);
    }

    [TestMethod]
    public void Score_WrongArguments_AreRefused()
    {
        using var bundle = _files.Load();
        var (scorer, images, scores) = (bundle.AnomalyScorer, new float[2 * Length], new float[2]);
        Assert.ThrowsExactly<ArgumentException>(() => scorer.Score(images, new float[1]));
        Assert.ThrowsExactly<ArgumentException>(() => scorer.ScoreAndMap(images, scores, new float[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => scorer.ScoreAndMap(images, scores, []));
        Assert.ThrowsExactly<ArgumentException>(() => scorer.ScoreAndMap(images, scores, images));
        Assert.ThrowsExactly<ArgumentException>(() => scorer.Score(images, images.AsSpan(3, 2)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scorer.Score(images, new AnomalyOptions { Draws = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scorer.Score(images, new AnomalyOptions { FirstSampleIndex = -1 }));
        images[31] = 1.5f;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => scorer.Score(images)).Message, "value 31");
        images[31] = float.NaN;
        Assert.ThrowsExactly<ArgumentException>(() => scorer.Score(images));
    }

    private static (double Score, double[] Map) Expected(ReadOnlySpan<float> image, int draws, ulong seed, long sampleIndex)
    {
        var (mu, logVar) = (TinyModel.Mu(image), TinyModel.LogVar(image));
        var score = 0.0;
        for (var j = 0; j < mu.Length; j++)
            score -= 0.5 * (1 + logVar[j] - (mu[j] * mu[j]) - Math.Exp(logVar[j]));
        var map = new double[image.Length];
        for (var draw = 0; draw < Math.Max(1, draws); draw++)
        {
            var epsilon = new float[mu.Length];
            if (draws > 0)
                SeededNoise.FillNormal(epsilon, mu.Length, seed, sampleIndex, draw);
            var reconstruction = TinyModel.Decode([.. mu.Select((m, j) => m + (Math.Exp(logVar[j] / 2) * epsilon[j]))]);
            for (var i = 0; i < map.Length; i++)
                map[i] -= ((image[i] * Math.Log(reconstruction[i])) + ((1 - image[i]) * Math.Log(1 - reconstruction[i]))) / Math.Max(1, draws);
        }

        return (score + map.Sum(), map);
    }
}
