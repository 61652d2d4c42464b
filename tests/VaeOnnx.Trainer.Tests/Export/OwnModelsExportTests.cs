using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>The project's own models export as they are and compute the same in ONNX Runtime at batch 1, 3 and 64.</summary>
[TestClass]
public sealed class OwnModelsExportTests
{
    private static readonly TensorSpec Images = TensorSpec.Float32(TensorNames.Images, Dimension.Batch, 1, 28, 28);

    [TestMethod]
    public void Export_Encoder_NamesItsHeadsAfterTheTuple()
    {
        using var vae = new MlpVae(new MlpVaeConfig());

        var model = ExportAndVerify(new VaeEncoder(vae), Images);

        CollectionAssert.AreEqual(new[] { "mu: float32 [batch,20]", "logVar: float32 [batch,20]" }, Names(model));
    }

    [TestMethod]
    public void Export_Decoder_FreesTheBatch()
    {
        using var vae = new MlpVae(new MlpVaeConfig());

        var model = ExportAndVerify(new VaeDecoder(vae), TensorSpec.Float32(TensorNames.Z, Dimension.Batch, 20));

        CollectionAssert.AreEqual(new[] { "output: float32 [batch,1,28,28]" }, Names(model));
    }

    [TestMethod]
    public void Export_Reconstructor_TakesTheNameAskedFor()
    {
        using var vae = new MlpVae(new MlpVaeConfig());
        using var reconstructor = new VaeReconstructor(vae);
        reconstructor.eval();

        var model = OnnxExporter.Export(reconstructor, new ExportOptions { OutputNames = [TensorNames.Reconstruction] }, Images);

        Assert.IsTrue(model.VerifyAgainst(reconstructor).Passed);
        CollectionAssert.AreEqual(new[] { "reconstruction: float32 [batch,1,28,28]" }, Names(model));
    }

    [TestMethod]
    public void Export_PaperCnn_ComputesTheSame()
    {
        using var cnn = new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 28 }, 10);

        var model = ExportAndVerify(cnn, Images);

        CollectionAssert.AreEqual(new[] { "output: float32 [batch,10]" }, Names(model));
    }

    [TestMethod]
    [DataRow(1, 28, 28, LikelihoodKind.Bernoulli)]
    [DataRow(3, 97, 61, LikelihoodKind.DiscretizedLogistic)]
    [DataRow(4, 5, 9, LikelihoodKind.Gaussian)]
    public void Export_ConvVae_ComputesTheSameAtAnySize(int channels, int height, int width, LikelihoodKind likelihood)
    {
        var image = new ImageSpec { Channels = channels, Height = height, Width = width };
        using var vae = new ConvVae(VaeSizing.For(image, count: 300).Config with { Width = 8, Likelihood = likelihood }, seed: 1);
        var images = TensorSpec.Float32(TensorNames.Images, Dimension.Batch, channels, height, width);

        var encoder = ExportAndVerify(new VaeEncoder(vae), images);
        var decoder = ExportAndVerify(new VaeDecoder(vae), TensorSpec.Float32(TensorNames.Z, Dimension.Batch, vae.LatentDim));

        CollectionAssert.AreEqual(new[] { $"mu: float32 [batch,{vae.LatentDim}]", $"logVar: float32 [batch,{vae.LatentDim}]" }, Names(encoder));
        CollectionAssert.AreEqual(new[] { $"output: float32 [batch,{channels},{height},{width}]" }, Names(decoder));
        Assert.IsTrue(decoder.ToBytes().Length < 1.1 * sizeof(float) * vae.named_parameters().Where(pair => pair.name.StartsWith("decoder", StringComparison.Ordinal)).Sum(pair => pair.parameter.numel()) + 32_768,
            "the decoder's graph holds no encoder");
    }

    [TestMethod]
    public void Export_ConditionalConvVae_TakesLabels()
    {
        var image = new ImageSpec { Channels = 1, Height = 12, Width = 17 };
        using var vae = new ConvVae(new ConvVaeConfig { Image = image, Classes = 3, Width = 8, Levels = 2, LatentDim = 5 }, seed: 1);
        var labels = TensorSpec.Float32(TensorNames.Labels, Dimension.Batch, 3);

        ExportAndVerify(new ConditionalVaeEncoder(vae), TensorSpec.Float32(TensorNames.Images, Dimension.Batch, 1, 12, 17), labels);
        ExportAndVerify(new ConditionalVaeDecoder(vae), TensorSpec.Float32(TensorNames.Z, Dimension.Batch, 5), labels);
    }

    [TestMethod]
    public void Export_ResidualCnn_ComputesTheSame()
    {
        using var cnn = new ResidualCnn(new ResidualCnnConfig { Image = new ImageSpec { Channels = 3, Height = 33, Width = 20 }, Classes = 4, Width = 8 }, seed: 1);

        ExportAndVerify(cnn, TensorSpec.Float32(TensorNames.Images, Dimension.Batch, 3, 33, 20));
    }

    [TestMethod]
    public void Export_WholeVae_RefusesItsNoiseByName()
    {
        using var vae = new MlpVae(new MlpVaeConfig());
        vae.eval();

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(vae, Images));

        StringAssert.Contains(refusal.Operation, "randn_like", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Method, "Vae.forward", StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, refusal.IlOffset);
    }

    private static OnnxModel ExportAndVerify(torch.nn.Module module, params TensorSpec[] inputs)
    {
        module.eval();
        var model = OnnxExporter.Export(module, inputs);
        Assert.IsTrue(model.VerifyAgainst(module).Passed);
        return model;
    }

    private static string[] Names(OnnxModel model) => [.. model.Outputs.Select(output => output.ToString())];
}
