using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Models;

/// <summary>Photographs are bright all over: what differs between them is small beside what they share.</summary>
[TestClass]
public sealed class BrightImagesTests
{
    private static readonly ImageSpec Spec = new() { Channels = 3, Height = 24, Width = 24 };

    [TestMethod]
    public void Fit_ClassesThatDifferLittleOnABrightGround_AreLearnt()
    {
        using var model = new ResidualCnn(ClassifierSizing.For(Spec, count: 64, classes: 4).Config with { Width = 8 }, seed: 1);
        var images = Images();

        var fit = new ClassifierTrainer(new TrainingConfig { Epochs = 10, BatchSize = 16, Seed = 1, Threads = 1 }).Fit(model, images, images);

        Assert.IsGreaterThan(0.9, fit.Best.Validation!.Accuracy!.Value);
    }

    // A spot a tenth darker than the ground, in one of four corners.
    private static ImageSet Images()
    {
        const int Count = 64, Side = 8;
        var pixels = Enumerable.Repeat((byte)220, Count * Spec.Length).ToArray();
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % 4)];
        for (var i = 0; i < Count; i++)
        {
            var (top, left) = (2 + (12 * (labels[i] / 2)) + (i % 3), 2 + (12 * (labels[i] % 2)) + (i % 5 / 2));
            for (var row = 0; row < Spec.Channels * Side; row++)
                pixels.AsSpan((i * Spec.Length) + (((row / Side * Spec.Height) + top + (row % Side)) * Spec.Width) + left, Side).Fill(198);
        }

        return new ImageSet("spots", Spec, pixels, labels);
    }
}
