using TorchSharp;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class CubicEnlargementTests
{
    [TestMethod]
    [DataRow(7, 28, 28)]
    [DataRow(2, 5, 9)]
    [DataRow(11, 61, 97)]
    public void Forward_AnySize_IsTorchsBicubicInterpolation(int points, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var enlargement = new CubicEnlargement(points, height, width);
        var coarse = rand([3, 2, points, points], generator: new Generator(1));

        var expected = nn.functional.interpolate(coarse, size: [height, width], mode: InterpolationMode.Bicubic, align_corners: false);

        Assert.IsLessThan(Tolerances.GraphOutput, (enlargement.call(coarse) - expected).abs().max().item<float>());
    }
}
