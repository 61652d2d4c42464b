using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train warp</c>: a VAE that deforms images, for <c>augment</c>.</summary>
internal sealed class TrainWarpCommand : TrainModelCommand<WarpTrainingSettings>
{
    private const string Section = "warp";

    private readonly SettingOptions<WarpSettings> _model;
    private WarpSettings _warp = new();

    public TrainWarpCommand()
        : base("warp", "Train a warp-VAE on labelled images: it deforms images as those of a class differ, for augment.", "warpTraining") =>
        _model = new SettingOptions<WarpSettings>(this, Section);

    public override IReadOnlyList<string> Examples { get; } = ["train warp --data my-images --out artifacts/warp"];

    protected override IEnumerable<KeyValuePair<string, string>> ReadFurther(ParseResult arguments, ConfigFile file)
    {
        _warp = _model.Read(arguments, file);
        return SettingRecord.Of(Section, _warp);
    }

    protected override bool TakesAnySize(WarpTrainingSettings settings) => true;

    protected override TrainedModel Train(WarpTrainingSettings settings, TrainingRun run)
    {
        if (!run.Data.Training.IsLabelled || !run.Data.Validation.IsLabelled)
            throw new DataFormatException(run.Data.Training.Name, "labelled images: a warp-VAE learns from pairs of one class", "none", "Put the images into one sub-folder a class.");
        var config = run.Config with { StepsPerEpoch = Math.Max(1, _warp.Steps / settings.Epochs) };
        var warp = run.Own(new WarpVae(_warp.ToModel(run.Data.Training.Spec), settings.Seed));
        var pairs = WarpPairs.Of(run.Data.Training, _warp, config.BatchSize, settings.Seed);
        var held = new ClassPairs(run.Data.Validation, draws: 1, settings.Seed);
        var fit = TrainingDisplay.Run(run.Shell, "Warp-VAE", progress => new WarpTrainer(config, _warp.ToLoss()).Fit(warp, pairs, held, progress, run.Cancellation));
        return new TrainedModel("Warp-VAE", fit, new WarpJudge(LookedAt.From(run.Data.Validation), settings.Seed))
        {
            Settings = new Dictionary<string, string>([.. SettingRecord.Of(SettingsSection, settings), .. SettingRecord.Of(Section, _warp)]),
            AddTo = content => content with { Warp = warp },
        };
    }
}
