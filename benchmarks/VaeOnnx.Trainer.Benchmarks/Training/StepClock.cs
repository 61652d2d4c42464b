using System.Diagnostics;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>Runs the parts of the training loop's step one by one, as the loop does, and times each.</summary>
internal sealed class StepClock : IDisposable
{
    public static readonly string[] Parts = ["gather", "forward and loss", "backward", "optimiser"];

    private readonly BatchOrder _order;
    private readonly BatchLoader _loader;
    private readonly VaeObjective _objective;
    private readonly ParameterOptimizer _optimizer;
    private readonly List<double>[] _milliseconds = [.. Parts.Append("all").Select(_ => new List<double>())];
    private long _step;

    public StepClock(Vae vae, ImageSource images, TrainingConfig config)
    {
        _order = new BatchOrder(images.Count, config);
        _loader = new BatchLoader(images, config.BatchSize, task: null, taskSeed: 0, epsilonSeed: 0);
        _objective = new VaeObjective(vae, config);
        _optimizer = ParameterOptimizer.Create(vae, config);
        vae.train();
    }

    /// <summary>The median milliseconds of each part, then of a whole step.</summary>
    public double[] Medians => Array.ConvertAll(_milliseconds, Sampled.Median);

    public void Forget() => Array.ForEach(_milliseconds, samples => samples.Clear());

    public void Step()
    {
        using var scope = NewDisposeScope();
        var start = Stopwatch.GetTimestamp();
        var batch = _loader.Load(_order.Batch(_step), _step);
        var gathered = Stopwatch.GetTimestamp();
        var loss = _objective.Loss(batch);
        loss.Read();
        var lost = Stopwatch.GetTimestamp();
        loss.Total.backward();
        var back = Stopwatch.GetTimestamp();
        _optimizer.Step(1e-3, ++_step);
        var end = Stopwatch.GetTimestamp();
        Add(0, start, gathered);
        Add(1, gathered, lost);
        Add(2, lost, back);
        Add(3, back, end);
        Add(4, start, end);
    }

    public void Dispose()
    {
        _loader.Dispose();
        _objective.Dispose();
    }

    private void Add(int part, long from, long to) => _milliseconds[part].Add(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);
}
