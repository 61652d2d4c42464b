using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>A VAE with classes, from its weights through its bundle to the runtime.</summary>
[TestClass]
public sealed class ConditionalBundleTests : IDisposable
{
    private const int Count = 5;

    private static readonly ImageSet Digits = SyntheticDigits.Create(40, seed: 1);
    private static readonly ConvVaeConfig Config = new() { Image = Digits.Spec, Classes = 10, Levels = 2, Width = 8, LatentDim = 4 };

    private readonly string _root = Directory.CreateTempSubdirectory("vaeonnx").FullName;
    private readonly ConvVae _vae = new(Config, seed: 1);
    private readonly int[] _labels = [3, 1, 4, 1, 5];
    private readonly float[] _images = new float[Count * 784];

    private string Folder => Path.Combine(_root, "bundle");

    [TestInitialize]
    public void Write()
    {
        BundleWriter.Write(Folder, new BundleContent
        {
            HeldOut = Digits,
            Data = new DataProvenance { Name = Digits.Name, Sha256 = Digits.Sha256, TrainingCount = 40, ValidationCount = 0, SplitSeed = 0 },
            Vae = _vae,
        });
        Digits.Gather([7, 8, 9, 10, 11], _images);
    }

    public void Dispose()
    {
        _vae.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>The point at t is decoded from the share 1 − t of the one latent and class, and t of the other.</summary>
    [TestMethod]
    [DataRow(3, 3)]
    [DataRow(3, 8)]
    public void Interpolate_WithLabels_BlendsLatentAndClass(int labelOfA, int labelOfB)
    {
        const int Steps = 5;
        using var bundle = VaeBundle.Load(Folder, new RuntimeOptions { MaxBatch = 2 });
        var frames = new float[Steps * 784];
        var a = _images.AsSpan(0, 784);
        var b = _images.AsSpan(784, 784);
        bundle.Augmenter.Interpolate(a, labelOfA, b, labelOfB, frames);

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _vae.eval();
        var labels = nn.functional.one_hot(tensor(new long[] { labelOfA, labelOfB }), 10).to_type(ScalarType.Float32);
        var (mu, _) = _vae.Encode(tensor(_images.AsSpan(0, 2 * 784).ToArray()).reshape(2, 1, 28, 28), labels);
        var t = linspace(0, 1, Steps).unsqueeze(1);
        AssertEqual(_vae.Decode((mu[0] * (1 - t)) + (mu[1] * t), (labels[0] * (1 - t)) + (labels[1] * t)).data<float>().ToArray(), frames);
    }

    [TestMethod]
    public void Interpolate_MissingOrUnknownLabels_AreRefused()
    {
        using var bundle = VaeBundle.Load(Folder);
        var (a, frames) = (_images[..784], new float[2 * 784]);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Interpolate(a, a, frames)).Message, "labels");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Interpolate(a, 0, a, 10, frames));
    }

    [TestMethod]
    public void BoundLikelihood_WithLabels_DependsOnThem()
    {
        using var bundle = VaeBundle.Load(Folder);
        var (elbo, likelihood, others) = (new float[Count], new float[Count], new float[Count]);

        bundle.AnomalyScorer.BoundLikelihood(_images, elbo, likelihood, new AnomalyOptions { Draws = 8 }, _labels);
        bundle.AnomalyScorer.BoundLikelihood(_images, elbo, others, new AnomalyOptions { Draws = 8 }, [9, 9, 9, 9, 9]);

        Assert.IsTrue(likelihood.All(float.IsFinite));
        CollectionAssert.AreNotEqual(likelihood, others);
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.BoundLikelihood(_images, elbo, likelihood));
    }

    [TestMethod]
    public void EncodeAndDecode_WithLabels_ComputeWhatTorchComputes()
    {
        using var bundle = VaeBundle.Load(Folder, new RuntimeOptions { MaxBatch = 2 });
        float[] mu = new float[Count * 4], logVar = new float[Count * 4], decoded = new float[_images.Length];
        bundle.Encoder.Encode(_images, mu, logVar, _labels);
        bundle.Decoder.Decode(mu, decoded, _labels);

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _vae.eval();
        var labels = nn.functional.one_hot(tensor(_labels, ScalarType.Int64), 10).to_type(ScalarType.Float32);
        var (torchMu, _) = _vae.Encode(tensor(_images).reshape(Count, 1, 28, 28), labels);
        AssertEqual(torchMu.data<float>().ToArray(), mu);
        AssertEqual(_vae.Decode(torchMu, labels).data<float>().ToArray(), decoded);
        Assert.AreEqual((10, 10, 10), (bundle.Encoder.Classes, bundle.Decoder.Classes, bundle.Augmenter.Classes));
    }

    [TestMethod]
    public void Sample_OtherClassOfTheSameSeed_IsAnotherImageAndBatchesChangeNothing()
    {
        using var bundle = VaeBundle.Load(Folder, new RuntimeOptions { MaxBatch = 2 });
        byte[] all = new byte[Count * 784], last = new byte[784], other = new byte[784];

        bundle.Decoder.Sample(all, seed: 3, labels: _labels);
        bundle.Decoder.Sample(last, seed: 3, firstSampleIndex: 4, labels: [5]);
        bundle.Decoder.Sample(other, seed: 3, firstSampleIndex: 4, labels: [6]);

        CollectionAssert.AreEqual(all[^784..], last);
        CollectionAssert.AreNotEqual(last, other);
    }

    [TestMethod]
    public void Augment_WithLabels_KeepsTheirOrder()
    {
        using var bundle = VaeBundle.Load(Folder, new RuntimeOptions { MaxBatch = 3 });
        var generated = bundle.Augmenter.Augment(_images, new AugmentOptions { Seed = 9 }, _labels);
        var alone = bundle.Augmenter.Augment(_images.AsSpan(2 * 784, 784), new AugmentOptions { Seed = 9, FirstSampleIndex = 2 }, [4]);

        AssertEqual(alone, generated[(2 * 784)..(3 * 784)]);
    }

    [TestMethod]
    [DataRow(new int[0])]
    [DataRow(new[] { 1, 2, 3, 4 })]
    [DataRow(new[] { 0, 0, 0, 0, 10 })]
    [DataRow(new[] { 0, 0, -1, 0, 0 })]
    public void Sample_LabelsThatAreNotOneClassAnImage_IsRefused(int[] labels)
    {
        using var bundle = VaeBundle.Load(Folder);
        var images = new byte[Count * 784];

        var thrown = Assert.Throws<ArgumentException>(() => bundle.Decoder.Sample(images, seed: 1, labels: labels));
        Assert.AreEqual("labels", thrown.ParamName);
    }

    [TestMethod]
    public void Score_OfAConditionalBundle_SaysWhatTakesLabels()
    {
        using var bundle = VaeBundle.Load(Folder);
        bundle.Decoder.Sample(new byte[784], seed: 1, labels: [1]); // labels of an earlier call must not be taken

        var thrown = Assert.ThrowsExactly<InvalidOperationException>(() => bundle.AnomalyScorer.Score(_images));
        StringAssert.Contains(thrown.Message, "Sample, Augment, Interpolate");
    }

    [TestMethod]
    public void Verify_ConditionalBundle_ReplaysItsProbes() =>
        Assert.AreEqual(VaeOnnx.Cli.Hosting.ExitCode.Done, Cli.CommandLineResult.Run("verify", Folder).Code);

    private static void AssertEqual(float[] expected, float[] found)
    {
        Assert.AreEqual(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], Tolerances.GraphOutput);
    }
}
