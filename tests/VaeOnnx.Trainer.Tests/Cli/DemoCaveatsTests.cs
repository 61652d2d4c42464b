using VaeOnnx.Cli.Demo;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class DemoCaveatsTests
{
    [TestMethod]
    public void Of_AnyResult_StatesTheBinomialError()
    {
        // sqrt(0.9 · 0.1 / 900) = 0.01
        Assert.Contains("±1.00 percentage points", DemoCaveats.Of(Result(original: 0.9, both: 0.99), testCount: 900)[0]);
    }

    [TestMethod]
    [DataRow(0.9, 0.92, "does not show")]
    [DataRow(0.9, 0.85, "made the classifier worse")]
    public void Of_NoClearGain_SaysSo(double original, double both, string part) =>
        Assert.Contains(part, string.Join('\n', DemoCaveats.Of(Result(original, both), testCount: 900)));

    [TestMethod]
    public void Of_ClearGain_ClaimsNothingAgainstIt()
    {
        var text = string.Join('\n', DemoCaveats.Of(Result(original: 0.9, both: 0.99), testCount: 900));

        Assert.DoesNotContain("worse", text);
        Assert.DoesNotContain("does not show", text);
    }

    [TestMethod]
    public void Of_DenoisingThatHarms_NamesWhatGotWorse()
    {
        var result = Result(original: 0.9, both: 0.99, new QualityScore(20, 0.86, 0.97), new QualityScore(21, 0.81, 0.92));

        Assert.Contains("Speckle 0.5: SSIM and the classifier's accuracy got worse", string.Join('\n', DemoCaveats.Of(result, testCount: 900)));
    }

    private static DemoResult Result(double original, double both, QualityScore? noisy = null, QualityScore? denoised = null)
    {
        var fit = new TrainingResult([], BestEpoch: 1, Steps: 1);
        var score = new QualityScore(10, 0.5, 0.5);
        return new DemoResult(
            [new ArmResult("original", 1, fit, original), new ArmResult("generated", 1, fit, both), new ArmResult("both", 2, fit, both)],
            [new DenoisingResult(ImageNoise.Parse("speckle:0.5"), noisy ?? score, denoised ?? score) { NoisyShown = [], DenoisedShown = [] }]);
    }
}
