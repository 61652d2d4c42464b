using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class VaeLossesTests
{
    [TestMethod]
    public void ReconstructionLoss_KnownProbabilities_SumsPixelsAndAveragesImages()
    {
        using var scope = NewDisposeScope();
        var log3 = (float)Math.Log(3); // σ(log 3) = 0.75
        var logits = tensor(new[] { log3, log3, 0f, 0f }).reshape(2, 1, 1, 2);
        var images = tensor(new[] { 1f, 0f, 0.5f, 1f }).reshape(2, 1, 1, 2);

        // Image 1: -ln 0.75 - ln 0.25; image 2: ln 2 + ln 2.
        var expected = ((-Math.Log(0.75) - Math.Log(0.25)) + (2 * Math.Log(2))) / 2;
        Assert.AreEqual(expected, VaeLosses.ReconstructionLoss(logits, images).item<float>(), Tolerances.LossNats);
    }

    [TestMethod]
    public void ReconstructionLoss_SaturatedLogits_StaysFinite()
    {
        using var scope = NewDisposeScope();
        var loss = VaeLosses.ReconstructionLoss(tensor(new[] { 200f }).reshape(1, 1, 1, 1), zeros(1, 1, 1, 1));

        Assert.AreEqual(200, loss.item<float>(), Tolerances.LossNats, "-ln(1 - σ(200)) = 200 to float precision");
    }

    [TestMethod]
    public void KlDivergence_KnownPosteriors_SumsLatentsAndAveragesImages()
    {
        using var scope = NewDisposeScope();
        var mu = tensor(new[] { 1f, 0f, 0f, 0f }).reshape(2, 2);
        var logVar = tensor(new[] { 0f, (float)Math.Log(4), 0f, 0f }).reshape(2, 2);

        // Image 1: ½·1 + ½(4 - ln 4 - 1); image 2 is the prior.
        var expected = (0.5 + (0.5 * (3 - Math.Log(4)))) / 2;
        Assert.AreEqual(expected, VaeLosses.KlDivergence(mu, logVar).item<float>(), Tolerances.LossNats);
    }
}
