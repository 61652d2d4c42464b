using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class WarpObjectiveTests
{
    private const int BatchSize = 8;
    private const int Side = 28;

    // All of one class, so that each meets another.
    private static readonly ImageSet s_digits = new("digits", SyntheticDigits.Create(1, seed: 1).Spec, SyntheticDigits.Create(BatchSize, seed: 1).Pixels, new int[BatchSize]);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Loss_NoDisplacement_IsTheMeanSquaredErrorOfEverySize(int scales)
    {
        var pairs = new ClassPairs(s_digits, draws: 1, seed: 3);
        using var scope = NewDisposeScope();
        using var vae = new WarpVae(new WarpVaeConfig { Image = s_digits.Spec }, seed: 1);
        StandStill(vae);
        using var objective = new WarpObjective(vae, new TrainingConfig { BatchSize = BatchSize }, new WarpLossConfig { Reconstruction = 2, Scales = scales });
        using var loader = new BatchLoader(pairs, BatchSize, task: null, taskSeed: 0, epsilonSeed: 1);

        var loss = objective.Loss(loader.Load([.. Enumerable.Range(0, BatchSize)], 0)).Read();

        var expected = 2 * Enumerable.Range(0, scales).Average(scale => SquaredError(pairs, 1 << scale));
        Assert.IsTrue(expected > 1, "the partners differ");
        Assert.AreEqual(expected, loss.Reconstruction!.Value, 1e-4 * expected);
    }

    private static void StandStill(WarpVae vae)
    {
        using var noGradient = no_grad();
        foreach (var (name, parameter) in vae.named_parameters())
        {
            if (name.Contains("grid", StringComparison.Ordinal))
                parameter.zero_();
        }
    }

    // Sum over squares of pixels of (mean difference)² times the square's area, mean over the pairs.
    private static double SquaredError(ClassPairs pairs, int square)
    {
        var pair = new float[2 * Side * Side];
        var sum = 0.0;
        for (var i = 0; i < BatchSize; i++)
        {
            pairs.Gather([i], pair);
            for (var row = 0; row < Side; row += square)
            {
                for (var column = 0; column < Side; column += square)
                    sum += square * square * Math.Pow(MeanDifference(pair, row, column, square), 2);
            }
        }

        return sum / BatchSize;
    }

    private static double MeanDifference(float[] pair, int top, int left, int square)
    {
        var sum = 0.0;
        for (var row = top; row < top + square; row++)
        {
            for (var column = left; column < left + square; column++)
                sum += pair[(row * Side) + column] - pair[(Side * Side) + (row * Side) + column];
        }

        return sum / (square * square);
    }
}
