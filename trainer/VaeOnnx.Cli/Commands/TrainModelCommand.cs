using System.CommandLine;
using System.Text;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>What training any model has in common: data, split, settings, checkpoint, bundle, report.</summary>
/// <typeparam name="TSettings">The model's and its training's settings.</typeparam>
internal abstract class TrainModelCommand<TSettings> : ConfiguredCommand
    where TSettings : TrainingSettings, new()
{
    private readonly DataOptions _data;
    private readonly SettingOptions<TSettings> _settings;
    private readonly Option<bool> _force;
    private readonly Option<bool> _resume;

    /// <summary>Creates the command.</summary>
    /// <param name="name">The word after <c>train</c>.</param>
    /// <param name="description">One line for the list of commands.</param>
    /// <param name="section">Of a configuration file; null where it has the command's name.</param>
    protected TrainModelCommand(string name, string description, string? section = null)
        : base(name, description)
    {
        SettingsSection = section ?? name;
        _data = new DataOptions(this);
        _settings = new SettingOptions<TSettings>(this, SettingsSection);
        _force = Add("--force", "Replace an existing bundle.", false);
        _resume = Add("--resume", "Go on from the checkpoint of a training that was stopped; same data and settings.", false);
    }

    public sealed override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var file = ReadConfig(arguments);
        var (dataSettings, settings) = (_data.Read(arguments, file), _settings.Read(arguments, file));
        var folder = settings.Out ?? throw new UsageException($"--out is missing: name the bundle's folder, or set {SettingsSection}.out in the configuration file.");
        var force = arguments.GetValue(_force);
        Output.RequireBundle("--out", folder, force);
        var checkpoint = settings.CheckpointEvery.At($"{Path.TrimEndingDirectorySeparator(folder)}.checkpoint") with
        {
            Resume = arguments.GetValue(_resume),
            Settings = new Dictionary<string, string>([.. SettingRecord.Of(DataOptions.Section, dataSettings), .. SettingRecord.Of(SettingsSection, settings), .. ReadFurther(arguments, file)]),
        };
        RequireCheckpointAsAsked(checkpoint, force);
        if (dataSettings.Size is { } size && !TakesAnySize(settings))
            ConvImages.Require(size);
        if (settings.Tensorboard is { } logs)
            WriteProbe.Require("--tensorboard", logs);

        var data = await ReadAsync(dataSettings, settings, shell, cancellation).ConfigureAwait(false);
        var log = settings.Tensorboard is { } logFolder ? new TensorBoardLog(logFolder) : null;
        using var run = new TrainingRun(shell, data, settings.ToConfig() with { Checkpoint = checkpoint, Log = log }, cancellation);
        if (StepAdvice.For(data.Training, run.Config) is { } advice)
            shell.Line($"Note: {advice}");
        var model = TrainOrRefuse(settings, run, checkpoint);
        using var draft = BundleDraft.Create(folder, ContentOf(model, data, dataSettings));
        Judge(draft, model, run);
        cancellation.ThrowIfCancellationRequested();
        draft.Publish();
        // The bundle is there: what a stopped training would have gone on from has no more use.
        File.Delete(checkpoint.Path);
        shell.Wrote(OutputKind.Bundle, folder, $"Wrote {folder}: open {Path.Combine(folder, TrainingReport.FileName)} in a browser.");
    }

    /// <summary>The section of a configuration file that the settings are in.</summary>
    protected string SettingsSection { get; }

    /// <summary>Reads what settings a command has beside those of the training, and gives them as a checkpoint compares them.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> ReadFurther(ParseResult arguments, ConfigFile file) => [];

    /// <summary>Whether the model that the settings name is not convolutional, so that no size is too large before the data is read.</summary>
    protected abstract bool TakesAnySize(TSettings settings);

    /// <summary>Reads the images and divides them.</summary>
    protected virtual async Task<DividedData> ReadAsync(DataSettings data, TSettings settings, Shell shell, CancellationToken cancellation) =>
        DividedData.Create(await DataOptions.LocateAsync(data, shell, cancellation).ConfigureAwait(false), data, settings.Seed, shell);

    /// <summary>Trains.</summary>
    protected abstract TrainedModel Train(TSettings settings, TrainingRun run);

    private TrainedModel TrainOrRefuse(TSettings settings, TrainingRun run, CheckpointConfig checkpoint)
    {
        try
        {
            return Train(settings, run);
        }
        catch (CheckpointException e) when (e.Differences.Count > 0)
        {
            throw ResumeRefusal<TSettings>.Of(e, Name, checkpoint.Settings);
        }
    }

    private BundleContent ContentOf(TrainedModel model, DividedData data, DataSettings dataSettings) => model.AddTo(new BundleContent
    {
        HeldOut = data.Validation,
        Data = data.Provenance,
        Moves = data.Moves,
        Fit = data.Located.Report.Fit,
        Settings = new Dictionary<string, string>([.. SettingRecord.Of(DataOptions.Section, dataSettings), .. model.Settings]),
        Metrics = LossMetrics.Of(Name, model.Fit),
    });

    // The bundle is closed before it is published: an open file would keep its folder from being renamed on Windows.
    private static void Judge(BundleDraft draft, TrainedModel model, TrainingRun run)
    {
        using var bundle = VaeBundle.Load(draft.Folder);
        var judgement = model.Judge.Of(bundle, run.Cancellation);
        foreach (var table in judgement.Results)
            run.Shell.Print(table);
        foreach (var caveat in model.Advice.Concat(judgement.Caveats))
            run.Shell.Line($"Note: {caveat}");
        draft.AddMetrics(judgement.Metrics);
        draft.WriteReport(Encoding.UTF8.GetBytes(HtmlReport.Render(TrainingReport.Create(model, judgement, run.Data, draft.Manifest))));
    }

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
