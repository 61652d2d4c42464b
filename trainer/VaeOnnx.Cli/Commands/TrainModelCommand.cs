using System.CommandLine;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>What training any model has in common: data, split, settings, checkpoint, bundle.</summary>
/// <typeparam name="TSettings">The model's and its training's settings.</typeparam>
internal abstract class TrainModelCommand<TSettings> : ConfiguredCommand
    where TSettings : TrainingSettings, new()
{
    private readonly DataOptions _data;
    private readonly SettingOptions<TSettings> _settings;
    private readonly Option<bool> _force;
    private readonly Option<bool> _resume;

    /// <summary>Creates the command.</summary>
    /// <param name="name">The word after <c>train</c>, and the section of a configuration file.</param>
    /// <param name="description">One line for the list of commands.</param>
    protected TrainModelCommand(string name, string description)
        : base(name, description)
    {
        _data = new DataOptions(this);
        _settings = new SettingOptions<TSettings>(this, name);
        _force = Add("--force", "Replace an existing bundle.", false);
        _resume = Add("--resume", "Go on from the checkpoint of a training that was stopped; same data and settings.", false);
    }

    public sealed override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var file = ReadConfig(arguments);
        var (dataSettings, settings) = (_data.Read(arguments, file), _settings.Read(arguments, file));
        var folder = settings.Out ?? throw new UsageException($"--out is missing: name the bundle's folder, or set {Name}.out in the configuration file.");
        var force = arguments.GetValue(_force);
        Output.RequireBundle("--out", folder, force);
        var checkpoint = new CheckpointConfig($"{Path.TrimEndingDirectorySeparator(folder)}.checkpoint") { Resume = arguments.GetValue(_resume) };
        RequireCheckpointAsAsked(checkpoint, force);

        var located = await DataOptions.LocateAsync(dataSettings, shell, cancellation).ConfigureAwait(false);
        var data = DividedData.Create(located, dataSettings.Validation, settings.Seed);
        using var run = new TrainingRun(shell, data, settings.ToConfig() with { Checkpoint = checkpoint }, cancellation);
        var content = Train(settings, run);
        BundleWriter.Write(folder, content with { Settings = new Dictionary<string, string>([.. SettingRecord.Of(DataOptions.Section, dataSettings), .. SettingRecord.Of(Name, settings)]) });
        // The bundle is there: what a stopped training would have gone on from has no more use.
        File.Delete(checkpoint.Path);
        shell.Wrote(OutputKind.Bundle, folder, $"Wrote {folder}.");
    }

    /// <summary>Trains, and says what goes into the bundle, its settings excepted.</summary>
    protected abstract BundleContent Train(TSettings settings, TrainingRun run);

    // A checkpoint may be hours of work: it is neither replaced nor missed without a word.
    private static void RequireCheckpointAsAsked(CheckpointConfig checkpoint, bool force)
    {
        var exists = File.Exists(checkpoint.Path);
        if (exists && !checkpoint.Resume && !force)
            throw new UsageException($"{checkpoint.Path} is a stopped training. Add --resume to go on from it, or --force to start afresh.");
        if (!exists && checkpoint.Resume)
            throw new UsageException($"--resume: there is no checkpoint {checkpoint.Path}. Name the --out of the stopped training, or leave out --resume.");
    }
}
