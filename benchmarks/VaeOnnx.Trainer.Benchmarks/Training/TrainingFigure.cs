using System.Diagnostics;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>What a step of one model costs, and which share of the machine's matrix rate it reaches.</summary>
/// <param name="Model">The network and its images.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Milliseconds">The median of each of <see cref="StepClock.Parts"/>, then of the step.</param>
/// <param name="Gigaflops">Of the step's products.</param>
/// <param name="MatrixGigaflops">Of 2048×2048 products in the same run.</param>
/// <param name="Target">The share to reach; null where none is set.</param>
internal sealed record TrainingFigure(string Model, int BatchSize, double[] Milliseconds, double Gigaflops, double MatrixGigaflops, double? Target)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4); // until the JIT compiler has done with the optimiser's loops
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenRates = TimeSpan.FromSeconds(0.4);

    public double Share => Gigaflops / MatrixGigaflops;

    public double ImagesPerSecond => BatchSize * 1000 / Milliseconds[^1];

    public bool IsOnTarget => Share >= (Target ?? 0);

    public static IEnumerable<TrainingFigure> Measure()
    {
        var digits = SyntheticDigits.Create(4096, seed: 1);
        var photographs = Colours(1024, 100);
        yield return Mlp(128, target: 0.45);
        yield return Mlp(1024, target: 0.60);
        yield return Conv(digits, 128);
        yield return Conv(photographs, 32);

        TrainingFigure Mlp(int batchSize, double target) => Of("MLP VAE 784-400-20", new MlpVae(new MlpVaeConfig()), digits, batchSize, target);

        TrainingFigure Conv(ImageSet images, int batchSize)
        {
            var config = VaeSizing.For(images.Spec, images.Count).Config;
            return Of($"convolutional VAE {images.Spec.Channels}x{images.Spec.Height}x{images.Spec.Width}, width {config.Width}, {config.Levels} levels", new ConvVae(config), images, batchSize, target: null);
        }
    }

    private static TrainingFigure Of(string model, Vae vae, ImageSet images, int batchSize, double? target)
    {
        using var owned = vae;
        var operations = StepArithmetic.PerImage(vae) * batchSize;
        using var clock = new StepClock(vae, images, new TrainingConfig { BatchSize = batchSize, StepsPerEpoch = 1000 });
        using var rate = new MatrixRate();
        Run(clock, rate, WarmUp);
        clock.Forget();
        Run(clock, rate, Duration);
        return new TrainingFigure(model, batchSize, clock.Medians, operations / clock.Medians[^1] / 1e6, rate.Median / 1e9, target);
    }

    private static void Run(StepClock clock, MatrixRate rate, TimeSpan duration)
    {
        var (start, sampled) = (Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            clock.Step();
            if (Stopwatch.GetElapsedTime(sampled) < BetweenRates)
                continue;
            rate.Sample();
            sampled = Stopwatch.GetTimestamp();
        }
    }

    // What the pixels are does not matter to the clock.
    private static ImageSet Colours(int count, int side)
    {
        var pixels = new byte[count * 3 * side * side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i * 37);
        return new ImageSet("colours", new ImageSpec { Channels = 3, Height = side, Width = side }, pixels);
    }
}
