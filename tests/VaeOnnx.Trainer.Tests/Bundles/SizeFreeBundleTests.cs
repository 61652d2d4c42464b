using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>Denoisers for images of any size as bundles.</summary>
[TestClass]
public sealed class SizeFreeBundleTests : IDisposable
{
    private static readonly ImageSet s_digits = SyntheticDigits.Create(6, seed: 4);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Write_DenoiserOfAnySize_StatesItsTilingAndProvesItAtSeveralSizes()
    {
        using var net = new AnySizeNet(channels: 1);

        var manifest = Write("any", net);

        var graph = manifest.Find(GraphRole.Denoiser)!;
        Assert.AreEqual(net.Tiling, graph.Tiling);
        Assert.AreEqual("images: float32 [batch,1,height,width]", graph.Inputs[0].ToString());
        Assert.AreEqual("reconstruction: float32 [batch,1,height,width]", graph.Outputs[0].ToString());
        StringAssert.Contains(graph.Parity.Inputs, "of 4x8, 32x40, 28x28");
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 3, 6 }, graph.Parity.BatchSizes.ToArray());
        Assert.HasCount(4 * 28 * 28, ProbeFile.Read(_folder["any"], manifest)[0].Outputs[0].ToArray());
    }

    [TestMethod]
    public void Write_DenoiserThatDraws_TakesItsNoiseAsAnInput()
    {
        using var sampler = new AnySizeSampler();

        var manifest = Write("draws", sampler);

        var graph = manifest.Find(GraphRole.Denoiser)!;
        Assert.AreEqual("epsilon: float32 [batch,20,height/4,width/4]", graph.Inputs[1].ToString());
        Assert.AreEqual("reconstruction: float32 [batch,1,height,width]", graph.Outputs[0].ToString());
        var epsilon = ProbeFile.Read(_folder["draws"], manifest)[0].Inputs[1];
        Assert.HasCount(4 * 20 * 7 * 7, epsilon.ToArray());
        // The map of sample 0 begins with the numbers of its first site; a channel's next site is 49 numbers on in the graph.
        var first = new float[40];
        SeededNoise.FillNormal(first, 40, seed: 0);
        Assert.AreEqual(first[0], epsilon[0]);
        Assert.AreEqual(first[19], epsilon[19 * 49]);
        Assert.AreEqual(first[20], epsilon[1]);
    }

    [TestMethod]
    public void Write_ModuleOfAnotherKind_SaysWhatIsExpected()
    {
        using var linear = nn.Bilinear(2, 2, 2);

        var error = Assert.ThrowsExactly<ArgumentException>(() => Write("bilinear", linear));

        StringAssert.Contains(error.Message, "noisy images alone");
    }

    private BundleManifest Write(string name, nn.Module denoiser) => BundleWriter.Write(_folder[name], new BundleContent
    {
        HeldOut = s_digits,
        Data = new DataProvenance { Name = s_digits.Name, Sha256 = s_digits.Sha256, TrainingCount = 6, ValidationCount = 0, SplitSeed = 0 },
        Denoiser = denoiser,
    });
}
