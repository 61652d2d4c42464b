using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Images of any size, whole and in tiles.</summary>
[TestClass]
public sealed class DenoiserSizeTests
{
    private const float ByteStep = 1 / 255f;

    [TestMethod]
    [DataRow(97, 61, 1024)]
    [DataRow(97, 61, 40)]
    [DataRow(97, 61, 12)] // the least: two halos and a multiple
    [DataRow(61, 97, 16)]
    [DataRow(5, 5, 12)]
    [DataRow(1, 1, 1024)]
    [DataRow(1, 50, 16)]
    [DataRow(64, 2, 20)]
    [DataRow(32, 32, 16)]
    public void Denoise_AnySizeInAnyTiles_EqualsTheWholeImageInClosedForm(int height, int width, int tile)
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        var noisy = Noise(2 * height * width);
        var denoised = new float[noisy.Length];

        bundle.Denoiser.Denoise(noisy, height, width, denoised, new DenoiseOptions { TileSize = tile });

        for (var image = 0; image < 2; image++)
        {
            var expected = AnySizeModel.Blurred(noisy.AsSpan(image * height * width, height * width), height, width);
            for (var i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], denoised[(image * height * width) + i], 1e-6, $"image {image}, pixel {i}");
        }
    }

    [TestMethod]
    public void Denoise_ColourBytesInTiles_AreTheFloatsRounded()
    {
        const int Height = 45, Width = 70;
        using var files = AnySizeModel.Bundle(draws: false, channels: 3);
        using var bundle = files.Load();
        var noisy = new byte[3 * Height * Width];
        new Random(3).NextBytes(noisy);
        var denoised = new byte[noisy.Length];

        bundle.Denoiser.Denoise(noisy, Height, Width, denoised, new DenoiseOptions { TileSize = 24 });

        for (var channel = 0; channel < 3; channel++)
        {
            var plane = noisy.Skip(channel * Height * Width).Take(Height * Width).Select(value => value / 255f).ToArray();
            var expected = AnySizeModel.Blurred(plane, Height, Width);
            for (var i = 0; i < expected.Length; i++)
                Assert.AreEqual(255 * expected[i], denoised[(channel * Height * Width) + i], 0.501, $"channel {channel}, pixel {i}");
        }
    }

    [TestMethod]
    public void Denoise_ManifestsSize_NeedsNoSizes()
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        var noisy = Noise(3 * 64);
        var expected = new float[noisy.Length];
        bundle.Denoiser.Denoise(noisy, 8, 8, expected);

        CollectionAssert.AreEqual(expected, bundle.Denoiser.Denoise(noisy));
        Assert.IsTrue(bundle.Denoiser.TakesAnySize);
        bundle.Denoiser.Denoise(noisy, noisy);
        CollectionAssert.AreEqual(expected, noisy, "in place, as an image fits one tile");
    }

    [TestMethod]
    public async Task DenoiseAsync_ManifestsSize_GivesTheCallsBits()
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        var noisy = Noise(5 * 64);
        var results = new List<float>();
        await foreach (var chunk in bundle.Denoiser.DenoiseAsync(Chunks()))
            results.AddRange(chunk.ToArray());

        CollectionAssert.AreEqual(bundle.Denoiser.Denoise(noisy), results.ToArray());

        async IAsyncEnumerable<ReadOnlyMemory<float>> Chunks()
        {
            yield return noisy.AsMemory(0, 2 * 64);
            await Task.Yield();
            yield return noisy.AsMemory(2 * 64);
        }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.25f)]
    [DataRow(1f)]
    public void Denoise_Strength_BlendsNoisyAndDenoised(float strength)
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        var noisy = Noise(30 * 20);
        var denoised = new float[noisy.Length];

        bundle.Denoiser.Denoise(noisy, 30, 20, denoised, new DenoiseOptions { Strength = strength, TileSize = 16 });

        var full = AnySizeModel.Blurred(noisy, 30, 20);
        for (var i = 0; i < noisy.Length; i++)
            Assert.AreEqual(noisy[i] + (strength * (full[i] - noisy[i])), denoised[i], 1e-6);
    }

    [TestMethod]
    public void Denoise_WhatDoesNotFit_IsRefusedByName()
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        using var fixedFiles = new TestBundle();
        using var fixedBundle = fixedFiles.Load();
        var denoiser = bundle.Denoiser;
        var (noisy, denoised) = (Noise(40 * 40), new float[40 * 40]);

        Assert.AreEqual("height", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => denoiser.Denoise(noisy, 0, 40, denoised)).ParamName);
        Assert.AreEqual("noisy", Assert.ThrowsExactly<ArgumentException>(() => denoiser.Denoise(noisy, 39, 40, denoised)).ParamName);
        Assert.AreEqual("denoised", Assert.ThrowsExactly<ArgumentException>(() => denoiser.Denoise(noisy, 40, 40, denoised.AsSpan(1))).ParamName);
        Assert.AreEqual("tileSize", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => denoiser.Denoise(noisy, 40, 40, denoised, new DenoiseOptions { TileSize = 11 })).ParamName);
        Assert.AreEqual("Strength", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => denoiser.Denoise(noisy, 40, 40, denoised, new DenoiseOptions { Strength = float.NaN })).ParamName);
        Assert.AreEqual("options", Assert.ThrowsExactly<ArgumentException>(() => denoiser.Denoise(noisy, 40, 40, denoised, new DenoiseOptions { Samples = 1 })).ParamName);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => denoiser.Denoise(noisy, 40, 40, noisy, new DenoiseOptions { TileSize = 16 })).Message, "several tiles");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => fixedBundle.Denoiser.Denoise(noisy, 40, 40, denoised)).Message, "Expected images of 5x5");
        noisy[1599] = float.NaN;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => denoiser.Denoise(noisy, 40, 40, denoised)).Message, "value 1599");
    }

    [TestMethod]
    public void Denoise_Cancelled_StopsBetweenTiles()
    {
        using var files = AnySizeModel.Bundle(draws: false);
        using var bundle = files.Load();
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => bundle.Denoiser.Denoise(new byte[400], 20, 20, new byte[400], cancellationToken: source.Token));
        bundle.Denoiser.Denoise(new byte[400], 20, 20, new byte[400]);
    }

    [TestMethod]
    public void Denoise_SizesSeenBefore_AllocatesNothing()
    {
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var (noisy, denoised, uncertainty) = (Noise(50 * 40), new float[50 * 40], new float[50 * 40]);
        var (bytes, cleanBytes) = (new byte[50 * 40], new byte[50 * 40]);
        var (tiles, samples) = (new DenoiseOptions { TileSize = 16, Strength = 0.5f }, new DenoiseOptions { Samples = 3, TileSize = 24 });
        CallAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
            CallAll();

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void CallAll()
        {
            bundle.Denoiser.Denoise(noisy, 50, 40, denoised);
            bundle.Denoiser.Denoise(noisy, 40, 50, denoised, tiles);
            bundle.Denoiser.Denoise(bytes, 50, 40, cleanBytes, tiles);
            bundle.Denoiser.Denoise(noisy, 50, 40, denoised, uncertainty, samples);
        }
    }

    private static float[] Noise(int count)
    {
        var values = new float[count];
        SeededNoise.FillUniform(values, count, seed: 5);
        return values;
    }
}
