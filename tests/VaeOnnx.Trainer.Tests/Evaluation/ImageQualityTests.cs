using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Trainer.Tests.Evaluation;

[TestClass]
public sealed class ImageQualityTests
{
    private static readonly ImageSpec Spec = new() { Channels = 2, Height = 13, Width = 17 };

    [TestMethod]
    public void Psnr_KnownDifferences_IsTheMeanOverImagesInDecibels()
    {
        var references = new float[2 * Spec.Length];
        var images = new float[2 * Spec.Length];
        images.AsSpan(0, Spec.Length).Fill(0.1f);
        images.AsSpan(Spec.Length).Fill(0.01f);

        // -10 log10(0.01) = 20 dB and 40 dB; the PSNR of the mean error would be 22.97.
        Assert.AreEqual(30, ImageQuality.Psnr(images, references, Spec), Tolerances.PsnrDecibels);
    }

    [TestMethod]
    public void Psnr_EqualImages_IsInfinite() =>
        Assert.AreEqual(ImageQuality.MaxPsnr, ImageQuality.Psnr(new float[Spec.Length], new float[Spec.Length], Spec));

    [TestMethod]
    public void Ssim_EqualImages_IsOne()
    {
        var images = RandomImages(3, seed: 1);

        Assert.AreEqual(1, ImageQuality.Ssim(images, images, Spec), Tolerances.Ssim);
    }

    [TestMethod]
    public void Ssim_FlatImages_IsTheLuminanceTerm()
    {
        var images = new float[Spec.Length];
        var references = new float[Spec.Length];
        images.AsSpan().Fill(0.25f);
        references.AsSpan().Fill(0.75f);

        // No variance: (2·0.25·0.75 + C1) / (0.25² + 0.75² + C1), C1 = 1e-4.
        Assert.AreEqual(0.3751 / 0.6251, ImageQuality.Ssim(images, references, Spec), Tolerances.Ssim);
    }

    [TestMethod]
    public void Ssim_RandomImages_AgreesWithTheDirectSum()
    {
        var images = RandomImages(2, seed: 2);
        var references = RandomImages(2, seed: 3);
        var expected = 0.0;
        for (var plane = 0; plane < 4; plane++)
            expected += DirectSsim(images, references, plane * 13 * 17) / 4;

        Assert.AreEqual(expected, ImageQuality.Ssim(images, references, Spec), Tolerances.Ssim);
    }

    [TestMethod]
    public void Ssim_ImagesSmallerThanTheWindow_Throws()
    {
        var small = new ImageSpec { Channels = 1, Height = 10, Width = 28 };
        Assert.ThrowsExactly<ArgumentException>(() => ImageQuality.Ssim(new float[small.Length], new float[small.Length], small));
    }

    [TestMethod]
    public void Psnr_OtherLength_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => ImageQuality.Psnr(new float[Spec.Length + 1], new float[Spec.Length + 1], Spec));

    // Equations 13 to 16 of the paper as they stand, one window at a time, centred moments.
    private static double DirectSsim(float[] images, float[] references, int offset)
    {
        var (sum, windows) = (0.0, 0);
        for (var top = 0; top + 11 <= 13; top++)
        {
            for (var left = 0; left + 11 <= 17; left++, windows++)
            {
                var cells = (from dy in Enumerable.Range(0, 11)
                             from dx in Enumerable.Range(0, 11)
                             let at = offset + ((top + dy) * 17) + left + dx
                             select (Weight: Math.Exp(-(Math.Pow(dx - 5, 2) + Math.Pow(dy - 5, 2)) / 4.5), X: (double)images[at], Y: (double)references[at])).ToArray();
                var total = cells.Sum(cell => cell.Weight);
                var (mx, my) = (cells.Sum(cell => cell.Weight * cell.X) / total, cells.Sum(cell => cell.Weight * cell.Y) / total);
                var vx = cells.Sum(cell => cell.Weight * Math.Pow(cell.X - mx, 2)) / total;
                var vy = cells.Sum(cell => cell.Weight * Math.Pow(cell.Y - my, 2)) / total;
                var cov = cells.Sum(cell => cell.Weight * (cell.X - mx) * (cell.Y - my)) / total;
                sum += (2 * mx * my + 0.0001) * (2 * cov + 0.0009) / ((mx * mx + my * my + 0.0001) * (vx + vy + 0.0009));
            }
        }

        return sum / windows;
    }

    private static float[] RandomImages(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Spec.Length).Select(_ => random.NextSingle())];
    }
}
