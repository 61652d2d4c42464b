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

        var model = ExportAndVerify(vae.Encoder, Images);

        CollectionAssert.AreEqual(new[] { "mu: float32 [batch,20]", "logVar: float32 [batch,20]" }, Names(model));
    }

    [TestMethod]
    public void Export_Decoder_FreesTheBatch()
    {
        using var vae = new MlpVae(new MlpVaeConfig());

        var model = ExportAndVerify(vae.Decoder, TensorSpec.Float32(TensorNames.Z, Dimension.Batch, 20));

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
    public void Export_WholeVae_RefusesItsNoiseByName()
    {
        using var vae = new MlpVae(new MlpVaeConfig());
        vae.eval();

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(vae, Images));

        StringAssert.Contains(refusal.Operation, "randn_like", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Method, "Vae.forward", StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, refusal.IlOffset);
    }

    private static OnnxModel ExportAndVerify(torch.nn.Module module, TensorSpec input)
    {
        module.eval();
        var model = OnnxExporter.Export(module, input);
        Assert.IsTrue(model.VerifyAgainst(module).Passed);
        return model;
    }

    private static string[] Names(OnnxModel model) => [.. model.Outputs.Select(output => output.ToString())];
}
