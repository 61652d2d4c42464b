using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class DenoisingLossTests
{
    // Two images of 2 pixels: differences 0.1, 0.3 and 0, 0.2.
    private static readonly double[] s_meanSquares = [(0.01 + 0.09) / 2, 0.04 / 2];

    [TestMethod]
    [DataRow(DenoisingLossKind.LogMse)]
    [DataRow(DenoisingLossKind.Mse)]
    [DataRow(DenoisingLossKind.L1)]
    public void Of_TwoImages_IsTheSumOverPixelsMeanOverImages(DenoisingLossKind kind)
    {
        const double Floor = 1e-5; // of 50 dB
        using var scope = NewDisposeScope();
        var results = tensor([0.5f, 0.2f, 1f, 0.7f]).reshape(2, 1, 1, 2);
        var targets = tensor([0.6f, 0.5f, 1f, 0.5f]).reshape(2, 1, 1, 2);

        var loss = new DenoisingLoss { Kind = kind, Sigma = 0.2 }.Of(results, targets).Read();

        var expected = kind switch
        {
            DenoisingLossKind.LogMse => s_meanSquares.Average(square => Math.Log(square + Floor)),
            DenoisingLossKind.Mse => s_meanSquares.Average(square => (square + Floor) / 0.04),
            _ => new[] { 0.4, 0.2 }.Average() * Math.Sqrt(2) / 0.2,
        };
        Assert.AreEqual(expected, loss.Total, Tolerances.LossNats * 10);
        Assert.AreEqual(s_meanSquares.Average(square => -10 * Math.Log10(square + Floor)), loss.Psnr!.Value, 1e-4);
    }

    [TestMethod]
    [DataRow(DenoisingLossKind.LogMse)]
    [DataRow(DenoisingLossKind.Mse)]
    [DataRow(DenoisingLossKind.L1)]
    public void Of_MaskedImages_StandsForTheWholeOnes(DenoisingLossKind kind)
    {
        using var scope = NewDisposeScope();
        var loss = new DenoisingLoss { Kind = kind, Sigma = 0.2 };
        var results = tensor([0.5f, 0.2f, 1f, 0.7f]).reshape(2, 1, 1, 2);
        var targets = tensor([0.6f, 0.9f, 0.1f, 0.5f]).reshape(2, 1, 1, 2);
        var mask = tensor([1f, 0f, 0f, 1f]).reshape(2, 1, 1, 2);
        // As if the counted pixel were every pixel of its image.
        var whole = loss.Of(tensor([0.5f, 0.5f, 0.7f, 0.7f]).reshape(2, 1, 1, 2), tensor([0.6f, 0.6f, 0.5f, 0.5f]).reshape(2, 1, 1, 2)).Read();

        var masked = loss.Of(results, targets, mask).Read();

        Assert.AreEqual(whole.Total, masked.Total, Tolerances.LossNats * 10);
        Assert.AreEqual(whole.Psnr!.Value, masked.Psnr!.Value, 1e-4);
    }
}
