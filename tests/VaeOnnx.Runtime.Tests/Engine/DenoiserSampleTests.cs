using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Samples of a denoiser's latents, their mean and their deviation.</summary>
[TestClass]
public sealed class DenoiserSampleTests
{
    private const int Height = 45;
    private const int Width = 38;

    [TestMethod]
    public void Denoise_NoSamples_DecodesTheMeans()
    {
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var noisy = Uniform(Height * Width);
        var denoised = new float[noisy.Length];

        bundle.Denoiser.Denoise(noisy, Height, Width, denoised);

        CollectionAssert.AreEqual(noisy, denoised);
        Assert.IsTrue(bundle.Denoiser.Draws);
    }

    [TestMethod]
    [DataRow(1024)]
    [DataRow(24)]
    [DataRow(12)]
    public void Denoise_OneSample_IsTheSeedsNoiseInAnyTiles(int tile)
    {
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var noisy = Uniform(2 * Height * Width);
        var denoised = new float[noisy.Length];

        bundle.Denoiser.Denoise(noisy, Height, Width, denoised, new DenoiseOptions { Samples = 1, Seed = 8, FirstSampleIndex = 30, Draw = 4, TileSize = tile });

        for (var image = 0; image < 2; image++)
        {
            var expected = Drawn(noisy.AsSpan(image * Height * Width, Height * Width), seed: 8, sampleIndex: 30 + image, draw: 4);
            for (var i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], denoised[(image * expected.Length) + i], 1e-6, $"image {image}, pixel {i}");
        }
    }

    [TestMethod]
    public void Denoise_SeveralSamples_GivesTheirMeanAndDeviation()
    {
        const int Samples = 7;
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var noisy = Uniform(Height * Width);
        var (mean, uncertainty) = (new float[noisy.Length], new float[noisy.Length]);

        bundle.Denoiser.Denoise(noisy, Height, Width, mean, uncertainty, new DenoiseOptions { Samples = Samples, Seed = 2, TileSize = 16, Strength = 0.5f });

        var draws = Enumerable.Range(0, Samples).Select(draw => Drawn(noisy, 2, 0, draw)).ToArray();
        for (var i = 0; i < noisy.Length; i++)
        {
            var average = draws.Average(drawn => drawn[i]);
            var deviation = Math.Sqrt(draws.Sum(drawn => Math.Pow(drawn[i] - average, 2)) / (Samples - 1));
            Assert.AreEqual((noisy[i] + average) / 2, mean[i], 1e-5, $"mean of pixel {i}");
            Assert.AreEqual(deviation / 2, uncertainty[i], 1e-5, $"deviation of pixel {i}");
        }
    }

    /// <summary>Of a noisy y the model draws clean pixels around y with a deviation of ½·y. Where they do lie so, it errs as much as it says, bin by bin.</summary>
    [TestMethod]
    public void Denoise_Uncertainty_GrowsWithTheTrueError()
    {
        const int Side = 96, Bins = 4;
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var (noisy, deviates) = (Uniform(Side * Side), new float[Side * Side]);
        SeededNoise.FillNormal(deviates, deviates.Length, seed: 77);
        var clean = noisy.Select((y, i) => y * (1 + (0.5f * deviates[i]))).ToArray();
        var (denoised, uncertainty) = (new float[noisy.Length], new float[noisy.Length]);

        bundle.Denoiser.Denoise(noisy, Side, Side, denoised, uncertainty, new DenoiseOptions { Samples = 24, Seed = 1 });

        int[] bySurety = [.. Enumerable.Range(0, noisy.Length).OrderBy(i => uncertainty[i])];
        var bins = bySurety.Chunk(noisy.Length / Bins).Select(bin => (
            Stated: Math.Sqrt(bin.Average(i => Math.Pow(uncertainty[i], 2))), Error: Math.Sqrt(bin.Average(i => Math.Pow(denoised[i] - clean[i], 2))))).ToArray();
        for (var i = 1; i < Bins; i++)
            Assert.IsGreaterThan(1.2 * bins[i - 1].Error, bins[i].Error, $"bin {i}: {string.Join("; ", bins)}");
        foreach (var (stated, error) in bins)
            Assert.AreEqual(1, error / stated, 0.15, string.Join("; ", bins));
    }

    [TestMethod]
    public void Denoise_OneSizeWithLatents_DrawsAsMany()
    {
        using var files = FixedBundle();
        using var bundle = files.Load(new RuntimeOptions { MaxBatch = 2 });
        var noisy = TinyImages.Floats(5);
        var drawn = new float[noisy.Length];

        bundle.Denoiser.Denoise(noisy, TinyModel.Side, TinyModel.Side, drawn, new DenoiseOptions { Samples = 1, Seed = 3, FirstSampleIndex = 10, Draw = 2 });

        var epsilon = new float[5];
        SeededNoise.FillNormal(epsilon, sampleLength: 1, seed: 3, firstSampleIndex: 10, draw: 2);
        for (var i = 0; i < noisy.Length; i++)
            Assert.AreEqual(noisy[i] + epsilon[i / TinyModel.ImageLength], drawn[i], 1e-6, $"value {i}");
        CollectionAssert.AreEqual(noisy, bundle.Denoiser.Denoise(noisy), "without samples the means");
        Assert.IsFalse(bundle.Denoiser.TakesAnySize);
    }

    [TestMethod]
    public void Denoise_UncertaintyOfOneSample_IsRefused()
    {
        using var files = AnySizeModel.Bundle(draws: true);
        using var bundle = files.Load();
        var (noisy, other) = (new float[64], new float[64]);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Denoiser.Denoise(noisy, 8, 8, other, new float[64], new DenoiseOptions { Samples = 1 }));
        Assert.AreEqual("uncertainty", Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(noisy, 8, 8, other, new float[63], new DenoiseOptions { Samples = 2 })).ParamName);
        Assert.AreEqual("uncertainty", Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(noisy, 8, 8, other, other, new DenoiseOptions { Samples = 2 })).ParamName);
        Assert.AreEqual("Samples", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Denoiser.Denoise(noisy, 8, 8, other, new DenoiseOptions { Samples = -1 })).ParamName);
    }

    // x + ε, one number an image.
    private static TestBundle FixedBundle()
    {
        var files = new TestBundle(roles: [GraphRole.Denoiser]);
        TensorSpec[] inputs = [TinyModel.Images(TensorNames.Images), TensorSpec.Float32(TensorNames.Epsilon, Dimension.Batch, 1)];
        files.WriteManifest(files.Manifest with { Graphs = [files.Manifest.Graphs[0] with { Inputs = inputs }] });
        files.Replace(GraphRole.Denoiser, new TinyGraph((GraphMetadata.Role, GraphRole.Denoiser.ToName()), (GraphMetadata.BundleId, TestBundle.DefaultId), (GraphMetadata.SchemaVersion, "1"))
            .Input(inputs[0]).Input(inputs[1]).Constant("shape", -1, 1, 1, 1).Node("Reshape", "noise", TensorNames.Epsilon, "shape")
            .Node("Add", TensorNames.Reconstruction, TensorNames.Images, "noise").Output(TinyModel.Images(TensorNames.Reconstruction)).ToBytes());
        return files;
    }

    // x + ½·x·ε, where the noise of a square's pixels are its numbers.
    private static double[] Drawn(ReadOnlySpan<float> image, ulong seed, long sampleIndex, int draw)
    {
        var columns = AnySizeModel.Tiling.RoundUp(Width) / AnySizeModel.Multiple;
        var epsilon = new float[AnySizeModel.Tiling.RoundUp(Height) / AnySizeModel.Multiple * columns * AnySizeModel.EpsilonLength];
        SeededNoise.FillNormal(epsilon, epsilon.Length, seed, sampleIndex, draw);
        var drawn = new double[image.Length];
        for (var i = 0; i < drawn.Length; i++)
        {
            var (y, x) = (i / Width, i % Width);
            var site = (y / AnySizeModel.Multiple * columns) + (x / AnySizeModel.Multiple);
            var number = (y % AnySizeModel.Multiple * AnySizeModel.Multiple) + (x % AnySizeModel.Multiple);
            drawn[i] = image[i] + (0.5 * image[i] * epsilon[(site * AnySizeModel.EpsilonLength) + number]);
        }

        return drawn;
    }

    private static float[] Uniform(int count)
    {
        var values = new float[count];
        SeededNoise.FillUniform(values, count, seed: 5);
        return values;
    }
}
