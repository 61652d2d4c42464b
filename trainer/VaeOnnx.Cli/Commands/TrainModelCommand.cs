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
    private readonly Option<double> _learningRate;
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
        _learningRate = Add("--learning-rate", "Adam's step size.", defaults.LearningRate, "X");
        _schedule = Add("--schedule", "The course of the step size: constant, or cosine towards 0.", LearningRateSchedule.Cosine);
        _validation = Add("--validation", "The share of the training images that only chooses the epoch.", 0.1, "X");
        _seed = Add("--seed", "Draws weights, order, split and noise: the same seed gives the same bundle on one machine.", 1UL, "N");
        _threads = Add("--threads", "Threads to compute with; 0 is torch's own choice.", 0, "N");
    }

    public sealed override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var folder = arguments.GetRequiredValue(_out)!;
        Output.RequireBundle(folder, arguments.GetValue(_force));
        var config = ConfigOf(arguments, folder);
        var located = await _data.LocateAsync(arguments, shell, cancellation).ConfigureAwait(false);
        var data = DividedData.Create(located, arguments.GetValue(_validation), config.Seed);
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
        LearningRate = arguments.GetValue(_learningRate),
        Schedule = arguments.GetValue(_schedule),
        Seed = arguments.GetValue(_seed),
        Threads = arguments.GetValue(_threads),
        Checkpoint = new CheckpointConfig($"{Path.TrimEndingDirectorySeparator(folder)}.checkpoint") { Resume = arguments.GetValue(_resume) },
    };

    private static int AtLeastOne(ParseResult arguments, Option<int> option) =>
        arguments.GetValue(option) is >= 1 and var value ? value : throw new UsageException($"{option.Name}: expected at least 1, got {arguments.GetValue(option)}.");
}
