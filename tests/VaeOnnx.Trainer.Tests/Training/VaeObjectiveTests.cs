using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class VaeObjectiveTests
{
    private const int BatchSize = 16;

    private static readonly ImageSet Digits = SyntheticDigits.Create(BatchSize, seed: 1);
    private static readonly MlpVaeConfig Small = new() { HiddenDim = 8, LatentDim = 6 };

    [TestMethod]
    [DataRow(0, 0.25)]
    [DataRow(2, 0.75)]
    [DataRow(3, 1.0)]
    [DataRow(50, 1.0)]
    public void Loss_InTraining_WeighsTheDivergenceByTheRisingBetaAndSparesFreeBits(int step, double share)
    {
        using var scope = NewDisposeScope();
        var vae = new MlpVae(Small, seed: 3);
        var config = new TrainingConfig { BatchSize = BatchSize, Beta = 0.5, KlWarmUpSteps = 3, FreeBits = 0.02 };
        vae.train();

        var loss = Loss(vae, config, step);

        var units = DivergencesOf(vae);
        Assert.IsTrue(units.Min() < 0.02 && units.Max() > 0.02, "the free bits must matter for some units only");
        Assert.AreEqual(units.Sum(), loss.KlDivergence!.Value, Tolerances.LossNats);
        var paid = 0.5 * share * units.Sum(unit => Math.Max(0.02, unit));
        Assert.AreEqual(loss.Reconstruction!.Value + paid, loss.Total, 1e-6 * loss.Total);
    }

    [TestMethod]
    public void Loss_InValidation_IsThePlainBound()
    {
        using var scope = NewDisposeScope();
        var vae = new MlpVae(Small, seed: 3);
        vae.eval();

        var loss = Loss(vae, new TrainingConfig { BatchSize = BatchSize, Beta = 0.5, KlWarmUpSteps = 100, FreeBits = 1 }, step: 0);

        Assert.AreEqual(loss.Reconstruction!.Value + (0.5 * loss.KlDivergence!.Value), loss.Total, 1e-6 * loss.Total);
    }

    [TestMethod]
    public void Loss_ConditionalVae_DependsOnTheLabels()
    {
        using var scope = NewDisposeScope();
        var vae = new ConvVae(new ConvVaeConfig { Image = Digits.Spec, Classes = 10, Levels = 2, Width = 8, LatentDim = 4 }, seed: 1);
        var config = new TrainingConfig { BatchSize = BatchSize };
        var relabelled = new ImageSet("relabelled", Digits.Spec, Digits.Pixels, Digits.Labels.ToArray().Select(label => (label + 1) % 10).ToArray(), Digits.ClassNames);

        Assert.AreNotEqual(Loss(vae, config, 0).Total, Loss(vae, config, 0, relabelled).Total);
    }

    private static TrainingLoss Loss(Vae vae, TrainingConfig config, int step, ImageSet? images = null)
    {
        using var objective = new VaeObjective(vae, config);
        using var loader = new BatchLoader(images ?? Digits, BatchSize, task: null, taskSeed: 0, epsilonSeed: 1);
        return objective.Loss(loader.Load([.. Enumerable.Range(0, BatchSize)], step)).Read();
    }

    // KL(N(mu, exp(logVar)) || N(0, 1)) of each unit, by hand, mean over the batch.
    private static double[] DivergencesOf(Vae vae)
    {
        var pixels = new float[BatchSize * 784];
        Digits.Gather([.. Enumerable.Range(0, BatchSize)], pixels);
        var (mu, logVar) = vae.Encode(tensor(pixels).reshape(BatchSize, 1, 28, 28));
        float[] means = mu.data<float>().ToArray(), logVars = logVar.data<float>().ToArray();
        return [.. Enumerable.Range(0, 6).Select(unit => Enumerable.Range(0, BatchSize).Average(row =>
        {
            double m = means[(row * 6) + unit], l = logVars[(row * 6) + unit];
            return 0.5 * ((m * m) + Math.Exp(l) - l - 1);
        }))];
    }
}
