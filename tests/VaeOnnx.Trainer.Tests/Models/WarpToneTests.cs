using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class WarpToneTests
{
    private static readonly float[] s_pixels = [0, 0.2f, 0.4f, 1, 0.6f, 0, 0.1f, 0.3f, 0.5f];

    [TestMethod]
    [DataRow(0f, new[] { 0f, 0.2f, 0.4f, 1f, 0.6f, 0f, 0.1f, 0.3f, 0.5f })]
    [DataRow(1f, new[] { 1f, 1f, 0.6f, 1f, 1f, 0.6f, 1f, 1f, 0.6f })]
    [DataRow(-1f, new[] { 0f, 0f, 0f, 0f, 0f, 0f, 0.1f, 0f, 0f })]
    [DataRow(0.5f, new[] { 0.5f, 0.6f, 0.5f, 1f, 0.8f, 0.3f, 0.55f, 0.65f, 0.55f })]
    public void Thicken_ThreeByThree_MovesTowardsTheBrightestOrDarkestNeighbour(float amount, float[] expected) =>
        AssertEqual(expected, WarpTone.Thicken(Pixels(), full([1, 1, 1, 1], amount)));

    [TestMethod]
    [DataRow(1f, 1f, 1f)]
    [DataRow(-1f, 0f, 0f)]
    [DataRow(0.5f, 0.5f, 1f)]
    [DataRow(-0.25f, 0f, 0.75f)]
    public void Lighten_BlackAndWhite_MoveTowardsWhiteOrBlack(float amount, float black, float white)
    {
        var lit = WarpTone.Lighten(Pixels(), full([1, 1, 1, 1], amount)).data<float>().ToArray();

        Assert.AreEqual(black, lit[0], 1e-6f);
        Assert.AreEqual(white, lit[3], 1e-6f);
    }

    private static Tensor Pixels() => tensor(s_pixels).view(1, 1, 3, 3);

    private static void AssertEqual(float[] expected, Tensor actual)
    {
        var values = actual.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], values[i], 1e-6f, $"pixel {i}");
    }
}
