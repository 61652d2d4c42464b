using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class SeededNoiseTests
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF0;

    [TestMethod]
    public void Instructions_OnThisProcessor_AreOnesThatItHas()
    {
        var found = SeededNoise.Instructions;

        Assert.AreEqual(Vector512.IsHardwareAccelerated, found == "AVX-512");
        Assert.AreEqual(Vector256.IsHardwareAccelerated && !Vector512.IsHardwareAccelerated, found == "AVX2");
        Assert.AreEqual(!Vector128.IsHardwareAccelerated, found == "scalar");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(20)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(67)]
    [DataRow(128)]
    [DataRow(784)]
    public void Fill_EveryRegisterWidth_GivesTheSameBits(int sampleLength)
    {
        foreach (var samples in new[] { 1, 2, 7, 33 })
        {
            var expected = NoisePaths.Normal(samples * sampleLength, sampleLength, Seed, 5, 3, NoisePath.Scalar);
            foreach (var path in NoisePaths.OfThisMachine)
            {
                var actual = NoisePaths.Normal(samples * sampleLength, sampleLength, Seed, 5, 3, path);
                Assert.IsTrue(SameBits(expected, actual), $"{samples} samples of {sampleLength} differ between scalar and {path}.");
            }
        }
    }

    [TestMethod]
    [DataRow(20)]
    [DataRow(7)]
    public void FillNormal_RowsDrawnOneByOne_EqualTheBatch(int sampleLength)
    {
        const int Samples = 50;
        var batch = new float[Samples * sampleLength];
        SeededNoise.FillNormal(batch, sampleLength, Seed, 1000, 2);
        foreach (var step in new[] { 1, 3, 16, 49 })
        {
            var pieces = new float[batch.Length];
            for (var row = 0; row < Samples; row += step)
            {
                var rows = Math.Min(step, Samples - row);
                SeededNoise.FillNormal(pieces.AsSpan(row * sampleLength, rows * sampleLength), sampleLength, Seed, 1000 + row, 2);
            }

            Assert.IsTrue(SameBits(batch, pieces), $"Batches of {step} differ from one of {Samples}.");
        }
    }

    [TestMethod]
    [DataRow(0xFFFF_FFFEL)]
    [DataRow(0x7_FFFF_FFFFL)]
    public void Fill_SampleIndexPassing32Bits_GivesTheSameBitsAsOneByOne(long first)
    {
        var expected = new float[40];
        for (var row = 0; row < 10; row++)
            SeededNoise.FillNormal(expected.AsSpan(row * 4, 4), 4, Seed, first + row);
        foreach (var path in NoisePaths.OfThisMachine)
            Assert.IsTrue(SameBits(expected, NoisePaths.Normal(40, 4, Seed, first, 0, path)), $"{path} loses the carry.");
        Assert.AreEqual(40, expected.Distinct().Count());
    }

    [TestMethod]
    public void FillNormal_ShorterSample_IsAPrefix()
    {
        var lengthy = new float[100];
        var brief = new float[9];
        SeededNoise.FillNormal(lengthy, 100, Seed);
        SeededNoise.FillNormal(brief, 9, Seed);
        Assert.IsTrue(SameBits(lengthy.AsSpan(0, 9), brief));
    }

    /// <summary>Counter (block 0, draw 0, sample 0) under key 0 is Random123's first vector: the words are 6627e8d5 e169c58d bc57ac4c 9b00dbd8.</summary>
    [TestMethod]
    public void FillUniform_SeedZero_IsTheUpperBitsOfThePublishedWords()
    {
        var numbers = new float[4];
        SeededNoise.FillUniform(numbers, 4, 0);
        float[] expected = [0x6627e8 / 16777216f, 0xe169c5 / 16777216f, 0xbc57ac / 16777216f, 0x9b00db / 16777216f];
        CollectionAssert.AreEqual(expected, numbers);
    }

    /// <summary>The same words by Box and Muller in double precision.</summary>
    [TestMethod]
    public void FillNormal_SeedZero_IsBoxMullerOfThePublishedWords()
    {
        var numbers = new float[4];
        SeededNoise.FillNormal(numbers, 4, 0);
        var (x, y) = BoxMuller(0x6627e8d5, 0xe169c58d);
        var (z, w) = BoxMuller(0xbc57ac4c, 0x9b00dbd8);
        double[] expected = [x, y, z, w];
        for (var i = 0; i < 4; i++)
            Assert.AreEqual(expected[i], numbers[i], 1e-6);
    }

    /// <summary>
    /// Recorded from the scalar path on x64. A machine of any kind must draw these bits; a change of them is a change of every
    /// augmented data set, and needs a new major version.
    /// </summary>
    [TestMethod]
    public void FillNormal_KnownAddress_GivesTheRecordedBits()
    {
        var numbers = new float[20 * 1000];
        SeededNoise.FillNormal(numbers, 20, 42, 7, 3);
        Assert.AreEqual("e134cd7dbd4b3c6908b5096602e12414fdfb2b8a22283f706924d6fd88e0ad9c", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(numbers))));
    }

    [TestMethod]
    public void FillNormal_AnotherSeedSampleOrDraw_GivesOtherNoise()
    {
        float[][] noises = [One(1, 0, 0), One(2, 0, 0), One(1ul << 32, 0, 0), One(1, 1, 0), One(1, 1L << 32, 0), One(1, 0, 1)];
        Assert.AreEqual(noises.Length, noises.Select(noise => noise[0]).Distinct().Count());

        static float[] One(ulong seed, long sample, int draw)
        {
            var noise = new float[4];
            SeededNoise.FillNormal(noise, 4, seed, sample, draw);
            return noise;
        }
    }

    [TestMethod]
    public void Fill_BadArguments_AreRefused()
    {
        var numbers = new float[10];
        Assert.ThrowsExactly<ArgumentException>(() => SeededNoise.FillNormal(numbers, 3, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SeededNoise.FillNormal(numbers, 0, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SeededNoise.FillNormal(numbers, 5, 0, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SeededNoise.FillNormal(numbers, 5, 0, long.MaxValue));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SeededNoise.FillUniform(numbers, 5, 0, 0, -1));
    }

    [TestMethod]
    public void FillNormal_EmptySpan_DoesNothing() => SeededNoise.FillNormal([], 5, 0);

    private static bool SameBits(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));

    private static (double X, double Y) BoxMuller(uint first, uint second)
    {
        var radius = Math.Sqrt(-2 * Math.Log(((first >> 1) | 1) / 2147483648.0));
        var quarter = second >> 30;
        var place = (int)(second << 2) / 4294967296.0;
        var (sin, cos) = Math.SinCos((quarter + place) * (Math.PI / 2));
        return (radius * cos, radius * sin);
    }
}
