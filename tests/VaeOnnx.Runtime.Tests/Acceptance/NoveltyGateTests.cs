using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Against distances by the definition, one pair and one pixel at a time.</summary>
[TestClass]
public sealed class NoveltyGateTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    [DataRow(0.5)]
    [DataRow(0.99)]
    public void Learn_Images_TakesTheQuantileOfNeighbourDistances(double quantile)
    {
        foreach (var image in (ImageSpec[])[new() { Channels = 1, Height = 5, Width = 5 }, new() { Channels = 3, Height = 16, Width = 17 }])
        {
            var training = Blobs(image, 40);

            var gate = NoveltyGate.Learn(image, training, quantile);

            var nearest = Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 40).Where(j => j != i).Min(j => Rms(image, training, i, training, j))).Order().ToArray();
            Assert.AreEqual(nearest[(int)(quantile * 40)], gate.Threshold, 1e-12);
        }
    }

    [TestMethod]
    public void IsNovel_ManyImages_IsTheDefinition()
    {
        var image = new ImageSpec { Channels = 1, Height = 20, Width = 20 };
        var (training, others) = (Blobs(image, 60), Blobs(image, 300, first: 60));
        var gate = NoveltyGate.Learn(image, training, 0.3);
        var novel = 0;
        for (var i = 0; i < 300; i++)
        {
            var other = others.AsSpan(i * image.Length, image.Length);
            var expected = Enumerable.Range(0, 60).Min(j => Rms(image, others, i, training, j)) > gate.Threshold;
            Assert.AreEqual(expected, gate.IsNovel(other), $"image {i}");
            novel += expected ? 1 : 0;
        }

        Assert.IsTrue(novel is > 30 and < 270, $"both answers were asked for: {novel} novel");
    }

    [TestMethod]
    public void IsNovel_TrainingImages_AreCopies()
    {
        var image = new ImageSpec { Channels = 1, Height = 5, Width = 5 };
        var training = Blobs(image, 30);
        var gate = NoveltyGate.Learn(image, training);

        for (var i = 0; i < 30; i++)
            Assert.IsFalse(gate.IsNovel(training.AsSpan(i * image.Length, image.Length)), $"image {i}");
    }

    /// <summary>Floats are rounded to the bytes that a file would hold, in any pixel range.</summary>
    [TestMethod]
    public void Learn_Floats_AreTheSameImages()
    {
        var bytes = new ImageSpec { Channels = 1, Height = 6, Width = 7 };
        var signed = bytes with { PixelMin = -1, PixelMax = 1 };
        var training = Blobs(bytes, 50);
        var gate = NoveltyGate.Learn(signed, [.. training.Select(b => (b / 127.5f) - 1)], 0.2);

        Assert.AreEqual(NoveltyGate.Learn(bytes, training, 0.2).Threshold, gate.Threshold);
        Assert.IsFalse(gate.IsNovel(training.Take(bytes.Length).Select(b => (b / 127.5f) - 1).ToArray()));
        Assert.IsTrue(gate.IsNovel(Enumerable.Range(0, bytes.Length).Select(i => i % 2 * 2 - 1f).ToArray()));
    }

    [TestMethod]
    public void Learn_WhatTellsNothing_IsRefused()
    {
        var image = new ImageSpec { Channels = 1, Height = 2, Width = 2 };

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NoveltyGate.Learn(image, new byte[4])).Message, "two training images");
        Assert.ThrowsExactly<ArgumentException>(() => NoveltyGate.Learn(image, new byte[9]));
        Assert.ThrowsExactly<ArgumentException>(() => NoveltyGate.Learn(image, [float.NaN, .. new float[7]]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NoveltyGate.Learn(image, new byte[8], 1));
        Assert.ThrowsExactly<ArgumentException>(() => NoveltyGate.Learn(image, new byte[8]).IsNovel(new byte[3]));
    }

    // A bright spot whose place and brightness differ: near and far pairs, and many of equal norm.
    private static byte[] Blobs(ImageSpec image, int count, int first = 0)
    {
        var pixels = new byte[count * image.Length];
        for (var i = 0; i < count; i++)
        {
            var random = new Random(first + i);
            var (place, value) = (random.Next(image.Length), random.Next(40, 255));
            for (var p = 0; p < image.Length; p++)
                pixels[(i * image.Length) + p] = (byte)(Math.Abs(p - place) < 6 ? value : random.Next(8));
        }

        return pixels;
    }

    private static double Rms(ImageSpec image, byte[] a, int i, byte[] b, int j)
    {
        var sum = 0.0;
        for (var p = 0; p < image.Length; p++)
            sum += Math.Pow((a[(i * image.Length) + p] - b[(j * image.Length) + p]) / 255.0, 2);
        return Math.Sqrt(sum / image.Length);
    }
}
