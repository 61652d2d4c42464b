using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class LatentDensityTests
{
    private const float NoVariance = -60;

    [TestMethod]
    public void Sample_OfAFittedGaussian_HasItsMeanAndCovariance()
    {
        // Four points at (3, -1) plus and minus (2, 1) and (0, 1): mean (3, -1), covariance of mu [[2, 1], [1, 1]]; variances of 0.5 and 0.25 stand beside it.
        float[] mu = [5, 0, 1, -2, 3, 0, 3, -2];
        float[] logVar = [.. Enumerable.Range(0, 4).SelectMany(_ => new[] { MathF.Log(0.5f), MathF.Log(0.25f) })];
        var density = LatentDensity.Fit(mu, logVar, latentDim: 2);

        const int Count = 200_000;
        var z = new float[2 * Count];
        density.Sample(z, seed: 11);

        // Five standard errors of a mean of 200,000 are 0.02; of a covariance of about 2 they are 0.04.
        var (x, y) = (Enumerable.Range(0, Count).Select(i => (double)z[2 * i]).ToArray(), Enumerable.Range(0, Count).Select(i => (double)z[(2 * i) + 1]).ToArray());
        Assert.AreEqual(3, x.Average(), 0.02);
        Assert.AreEqual(-1, y.Average(), 0.02);
        Assert.AreEqual(2.5, Covariance(x, x), 0.04);
        Assert.AreEqual(1.25, Covariance(y, y), 0.04);
        Assert.AreEqual(1, Covariance(x, y), 0.04);
        // (tr - D + m·m - ln det) / 2 with tr 3.75, m·m 10 and det 2.5·1.25 - 1.
        Assert.AreEqual(0.5 * (3.75 - 2 + 10 - Math.Log(2.125)), density.DivergenceFromPrior, 1e-6);
    }

    [TestMethod]
    public void Sample_ByClass_DrawsEachFromItsOwn()
    {
        // Class 0 at 10 ± 1, class 1 at -10 ± 3, one unit: variances 1 and 9, within the classes 5. Two images and one prior observation: (2·1 + 5) / 3 and (2·9 + 5) / 3.
        float[] mu = [11, 9, -7, -13];
        var density = LatentDensity.Fit(mu, [NoVariance, NoVariance, NoVariance, NoVariance], latentDim: 1, labels: [0, 0, 1, 1]);

        const int Count = 100_000;
        var (zeros, ones) = (new float[Count], new float[Count]);
        density.Sample(zeros, seed: 3, labels: new int[Count]);
        density.Sample(ones, seed: 3, labels: Enumerable.Repeat(1, Count).ToArray());

        Assert.AreEqual(2, density.Classes);
        Assert.AreEqual(10, zeros.Average(), 0.03);
        Assert.AreEqual(-10, ones.Average(), 0.05);
        Assert.AreEqual(7.0 / 3, Covariance(zeros, zeros), 0.1);
        Assert.AreEqual(23.0 / 3, Covariance(ones, ones), 0.3);
    }

    [TestMethod]
    public void Sample_InPieces_GivesTheSame()
    {
        var density = LatentDensity.Fit([1, 2, 3, 4, 0, 1], new float[6], latentDim: 3);
        var whole = new float[12];
        density.Sample(whole, seed: 5);
        var piece = new float[6];
        density.Sample(piece, seed: 5, firstSampleIndex: 2);

        CollectionAssert.AreEqual(whole[6..], piece);
    }

    [TestMethod]
    public void Fit_WhatDoesNotBelongTogether_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => LatentDensity.Fit([1, 2, 3], [0, 0, 0], latentDim: 2));
        Assert.ThrowsExactly<ArgumentException>(() => LatentDensity.Fit([1, 2], [0, 0], latentDim: 1, labels: [0]));
        Assert.ThrowsExactly<ArgumentException>(() => LatentDensity.Fit([1, float.NaN], [0, 0], latentDim: 1));
        Assert.ThrowsExactly<ArgumentException>(() => LatentDensity.Fit([1, 2], [0, 0], latentDim: 1, labels: [0, -1]));
        Assert.Contains("Class 1", Assert.ThrowsExactly<ArgumentException>(() => LatentDensity.Fit([1, 2], [0, 0], latentDim: 1, labels: [0, 2])).Message);
        var density = LatentDensity.Fit([1, 2], [0, 0], latentDim: 1, labels: [0, 1]);
        Assert.ThrowsExactly<ArgumentException>(() => density.Sample(new float[2], seed: 1));
        Assert.ThrowsExactly<ArgumentException>(() => density.Sample(new float[1], seed: 1, labels: [2]));
    }

    private static double Covariance(IEnumerable<double> a, IEnumerable<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
    }

    private static double Covariance(float[] a, float[] b) => Covariance(a.Select(value => (double)value).ToArray(), b.Select(value => (double)value).ToArray());
}
