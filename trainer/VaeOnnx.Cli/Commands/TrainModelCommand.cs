using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>What training any model has in common: data, split, settings, checkpoint, bundle.</summary>
internal abstract class TrainModelCommand : ShellCommand
{
    private readonly DataOptions _data;
    private readonly Option<string?> _out;
    private readonly Option<bool> _force;
    private readonly Option<bool> _resume;
    private readonly Option<int> _epochs;
    private readonly Option<int> _batchSize;
    private readonly Option<OptimizerKind> _optimizer;
    private readonly Option<double> _learningRate;
    private readonly Option<double> _momentum;
    private readonly Option<LearningRateSchedule> _schedule;
    private readonly Option<double> _validation;
    private readonly Option<ulong> _seed;
    private readonly Option<int> _threads;

    protected TrainModelCommand(string name, string description)
        : base(name, description)
    {
        var defaults = new TrainingConfig();
        _data = new DataOptions(this);
        _out = Add<string>("--out", "The bundle's folder.", "DIR", required: true);
        _force = Add("--force", "Replace an existing bundle.", false);
        _resume = Add("--resume", "Go on from the checkpoint of a training that was stopped; same data and settings.", false);
        _epochs = Add("--epochs", "Passes through the training images; the one with the best validation result is kept.", defaults.Epochs, "N");
        _batchSize = Add("--batch-size", "Images an optimiser step.", defaults.BatchSize, "N");
        _optimizer = Add("--optimizer", "Adam, or stochastic gradient descent.", defaults.Optimizer);
        _learningRate = Add("--learning-rate", "The optimiser's step size.", defaults.LearningRate, "X");
        _momentum = Add("--momentum", "Of stochastic gradient descent.", defaults.Momentum, "X");
        _schedule = Add("--schedule", "The course of the step size: constant, or cosine towards 0.", LearningRateSchedule.Cosine);
        _validation = Add("--validation", "The share of the training images that only chooses the epoch.", 0.1, "X");
        _seed = Add("--seed", "Draws weights, order, split and noise: the same seed gives the same bundle on one machine.", 1UL, "N");
        _threads = Add("--threads", "Threads to compute with; 0 is torch's own choice.", 0, "N");
    }

    public sealed override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var folder = arguments.GetRequiredValue(_out)!;
        Output.RequireBundle(_out.Name, folder, arguments.GetValue(_force));
        var config = ConfigOf(arguments, folder);
        var share = Within(arguments, _validation, value => value is > 0 and < 1, "a share between 0 and 1");
        RequireCheckpointAsAsked(config.Checkpoint!, arguments.GetValue(_force));
        var located = await _data.LocateAsync(arguments, shell, cancellation).ConfigureAwait(false);
        var data = DividedData.Create(located, share, config.Seed);
        using var run = new TrainingRun(arguments, shell, data, config, cancellation);
        BundleWriter.Write(folder, Train(run));
        // The bundle is there: what a stopped training would have gone on from has no more use.
        File.Delete(config.Checkpoint!.Path);
        shell.Line($"Wrote {folder}.");
    }

    /// <summary>Trains, and says what goes into the bundle.</summary>
    protected abstract BundleContent Train(TrainingRun run);

    private TrainingConfig ConfigOf(ParseResult arguments, string folder) => new()
    {
        Epochs = AtLeastOne(arguments, _epochs),
        BatchSize = AtLeastOne(arguments, _batchSize),
        Optimizer = arguments.GetValue(_optimizer),
        LearningRate = Within(arguments, _learningRate, rate => rate > 0, "a number above 0"),
        Momentum = Within(arguments, _momentum, momentum => momentum is >= 0 and < 1, "a number from 0 to below 1"),
        Schedule = arguments.GetValue(_schedule),
        Seed = arguments.GetValue(_seed),
        Threads = arguments.GetValue(_threads) is >= 0 and var threads ? threads : throw new UsageException($"{_threads.Name}: expected 0 or more, got {arguments.GetValue(_threads)}."),
        Checkpoint = new CheckpointConfig($"{Path.TrimEndingDirectorySeparator(folder)}.checkpoint") { Resume = arguments.GetValue(_resume) },
    };

    // A checkpoint may be hours of work: it is neither replaced nor missed without a word.
    private static void RequireCheckpointAsAsked(CheckpointConfig checkpoint, bool force)
    {
        var exists = File.Exists(checkpoint.Path);
        if (exists && !checkpoint.Resume && !force)
            throw new UsageException($"{checkpoint.Path} is a stopped training. Add --resume to go on from it, or --force to start afresh.");
        if (!exists && checkpoint.Resume)
            throw new UsageException($"--resume: there is no checkpoint {checkpoint.Path}. Name the --out of the stopped training, or leave out --resume.");
    }

    private static double Within(ParseResult arguments, Option<double> option, Func<double, bool> holds, string expected)
    {
        var value = arguments.GetValue(option);
        return double.IsFinite(value) && holds(value) ? value : throw new UsageException(FormattableString.Invariant($"{option.Name}: expected {expected}, got {value}."));
    }

    private static int AtLeastOne(ParseResult arguments, Option<int> option) =>
        arguments.GetValue(option) is >= 1 and var value ? value : throw new UsageException($"{option.Name}: expected at least 1, got {arguments.GetValue(option)}.");
}
