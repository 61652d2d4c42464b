namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>What many samples of one quantity say.</summary>
internal static class Sampled
{
    public static double Median(IReadOnlyCollection<double> samples) => samples.Order().ElementAt(samples.Count / 2);
}
