using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

/// <summary>Denoisers that never saw a clean image.</summary>
[TestClass]
public sealed class UnsupervisedDenoisingTests
{
    private const float Sigma = 0.1f;
    private static readonly ImageSet Clean = Faint(SyntheticDigits.Create(160, seed: 1));
    private static readonly ImageSet Unseen = Faint(SyntheticDigits.Create(20, seed: 2));
    private static readonly TrainingConfig Config = DenoiserTrainer.Recipe(Clean.Spec) with { Epochs = 20, Threads = 1, Seed = 3, LearningRate = 4e-3, LearningRateWarmUpSteps = 10 };

    [TestMethod]
    public void Fit_NoisyImagesAlone_RemovesNoise()
    {
        var gain = GainOf(Noisy(Clean, draw: 0), new BlindSpot { Spacing = 4 });

        Assert.IsGreaterThan(3, gain, "dB over the noisy images");
    }

    [TestMethod]
    public void Fit_TwoNoisyCopies_RemovesNoise()
    {
        var pairs = MixedImages.Pair(MixedImages.From(Noisy(Clean, draw: 0)), MixedImages.From(Noisy(Clean, draw: 1))).ToImageSet()!;

        Assert.IsGreaterThan(4, GainOf(pairs, new PairedTargets()), "dB over the noisy images");
    }

    [TestMethod]
    public void Fit_NoisyImagesAskedForThemselves_RemovesNone()
    {
        // What the two others avoid: the copy is the best answer.
        var noisy = Noisy(Clean, draw: 0);
        var copies = MixedImages.Pair(MixedImages.From(noisy), MixedImages.From(noisy)).ToImageSet()!;

        Assert.IsLessThan(0.5, GainOf(copies, new PairedTargets()), "dB over the noisy images");
    }

    private static double GainOf(ImageSet training, DenoisingTask task)
    {
        using var net = new ResidualUNet(new ResidualUNetConfig { Widths = [8, 12], Blocks = 1 }, seed: 1);
        new DenoiserTrainer(Config, task, new DenoisingLoss { Kind = DenoisingLossKind.Mse }).Fit(net, training);
        var (clean, noisy) = (Values(Unseen), Values(Noisy(Unseen, draw: 0)));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var denoised = net.call(tensor(noisy).reshape(Unseen.Count, 1, 28, 28)).contiguous().data<float>().ToArray();
        return ImageQuality.Psnr(denoised, clean, Unseen.Spec) - ImageQuality.Psnr(noisy, clean, Unseen.Spec);
    }

    // From 1/4 to 3/4, so that noise is hardly clipped and its mean stays 0.
    private static ImageSet Faint(ImageSet digits) =>
        new("faint", digits.Spec, Array.ConvertAll(digits.Pixels.ToArray(), value => (byte)(64 + (value / 2))));

    private static ImageSet Noisy(ImageSet images, int draw)
    {
        var values = Values(images);
        var noisy = new float[values.Length];
        new ImageNoise(new NoiseRange(NoiseKind.Gaussian, Sigma)).Apply(values, noisy, images.Spec.Length, seed: 5, draw: draw);
        return new ImageSet("noisy", images.Spec, Array.ConvertAll(noisy, value => (byte)MathF.Round(255 * value)));
    }

    private static float[] Values(ImageSet images)
    {
        var values = new float[images.Count * images.Spec.Length];
        images.Gather([.. Enumerable.Range(0, images.Count)], values);
        return values;
    }
}
