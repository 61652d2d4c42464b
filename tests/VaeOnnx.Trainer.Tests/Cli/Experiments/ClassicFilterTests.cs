using VaeOnnx.Cli.Experiments.Denoising;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class ClassicFilterTests
{
    private const int Side = 24;

    [TestMethod]
    [DataRow("median", 3.0, 0.25f)]
    [DataRow("non-local means", 120.0, 0.25f)]
    [DataRow("TV-L1", 0.6, 0.25f)]
    public void Run_OneBrightPixel_PutsTheGroundBack(string name, double number, float ground)
    {
        // Two planes: each is filtered by itself.
        var planes = new float[2 * Side * Side];
        Array.Fill(planes, ground);
        planes[(12 * Side) + 12] = 0.6f;

        var filtered = Filter(name).Run(planes, Side, Side, number);

        Assert.AreEqual(planes.Length, filtered.Length);
        Assert.AreEqual(ground, filtered[(12 * Side) + 12], 0.05f);
        Assert.AreEqual(ground, filtered[Side * Side], 0.01f);
    }

    [TestMethod]
    public void Run_GaussianOfOnePixel_IsTheKernel()
    {
        var plane = new float[Side * Side];
        plane[(12 * Side) + 12] = 1f;

        var filtered = Filter("Gaussian").Run(plane, Side, Side, 1);

        // exp(−1/2) of the middle, one pixel beside it.
        Assert.AreEqual(Math.Exp(-0.5), filtered[(12 * Side) + 13] / filtered[(12 * Side) + 12], 1e-4);
        Assert.AreEqual(1, filtered.Sum(), 1e-4);
    }

    private static ClassicFilter Filter(string name) => ClassicFilter.All.Single(filter => filter.Name == name);
}
