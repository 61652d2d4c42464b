using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class BatchNormCnnTests
{
    [TestMethod]
    [DataRow(1, 28, 28, 3200)]
    [DataRow(3, 64, 48, 17920)]
    [DataRow(1, 10, 10, 128)]
    public void Parameters_OfASize_AreWhatTheConvolutionsLeave(int channels, int height, int width, int features)
    {
        using var scope = NewDisposeScope();
        using var cnn = new BatchNormCnn(new ImageSpec { Channels = channels, Height = height, Width = width }, 7);

        CollectionAssert.AreEqual(new long[] { 128, features }, cnn.named_parameters().Single(pair => pair.name == "hidden.weight").parameter.shape);
        cnn.eval();
        CollectionAssert.AreEqual(new long[] { 3, 7 }, cnn.call(rand(3, channels, height, width)).shape);
    }

    [TestMethod]
    public void Constructor_ImagesTooSmallForTwoPoolings_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BatchNormCnn(new ImageSpec { Channels = 1, Height = 28, Width = 9 }, 10));

    [TestMethod]
    public void Fit_Digits_LearnsAndExportsWithItsRunningStatistics()
    {
        var digits = SyntheticDigits.Create(600, seed: 1);
        var validation = SyntheticDigits.Create(100, seed: 2);
        using var cnn = new BatchNormCnn(digits.Spec, 10, seed: 1);

        var result = new ClassifierTrainer(new TrainingConfig { BatchSize = 50, Epochs = 6, Seed = 1, Threads = 1 }).Fit(cnn, digits, validation);

        Assert.IsGreaterThan(0.9, result.Best.Validation!.Accuracy!.Value);
        var images = TensorSpec.Float32("images", Dimension.Batch, 1, 28, 28);
        OnnxExporter.Export(cnn, new ExportOptions(), images).VerifyAgainst(cnn);
    }

    [TestMethod]
    public void Constructor_SameSeed_GivesTheSameWeightsAndNormsThatChangeNothing()
    {
        var image = new ImageSpec { Channels = 1, Height = 12, Width = 12 };
        using var first = new BatchNormCnn(image, 3, seed: 5);
        using var second = new BatchNormCnn(image, 3, seed: 5);

        foreach (var (a, b) in first.parameters().Zip(second.parameters()))
            CollectionAssert.AreEqual(a.data<float>().ToArray(), b.data<float>().ToArray());
        Assert.IsTrue(first.named_parameters().Single(pair => pair.name == "norm.weight").parameter.data<float>().ToArray().All(weight => weight == 1f));
    }
}
