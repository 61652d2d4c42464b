using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train denoiser</c>: on clean images and noise, on pairs, or on noisy images alone.</summary>
internal sealed class TrainDenoiserCommand() : TrainModelCommand<DenoiserSettings>("denoiser", "Train a denoiser on clean images and noise, on pairs of images, or on noisy images alone, for denoise.")
{
    public override IReadOnlyList<string> Examples { get; } =
    [
        "train denoiser --data my-images --noise gaussian:0.1..0.5,speckle:0.3 --out artifacts/clean",
        "train denoiser --data my-photos --model unet --patch 64 --noise gaussian:5..55/255+unclipped --out artifacts/photos",
        "train denoiser --pairs pages/noisy pages/clean --model unet --patch 64 --turn false --out artifacts/pages",
        "train denoiser --noisy-only scans --model unet --patch 64 --out artifacts/scans",
    ];

    protected override bool TakesAnySize(DenoiserSettings settings) => settings.Model != DenoiserKind.Conv;

    protected override Task<DividedData> ReadAsync(DataSettings data, DenoiserSettings settings, Shell shell, CancellationToken cancellation) =>
        settings.Validated().ReadsMixedSizes ? DenoisingData.ReadAsync(settings, data, shell, cancellation) : base.ReadAsync(data, settings, shell, cancellation);

    protected override TrainedModel Train(DenoiserSettings settings, TrainingRun run)
    {
        if (settings.Noise is null && settings.Pairs is null && settings.NoisyOnly is null)
            settings = settings with { Noise = NoiseMix.Default };
        var images = settings.Pairs is null ? run.Data.Training : PairedTargets.InputsOf(run.Data.Training);
        return DenoiserChoice.IsSizeFree(settings, images.Spec) ? TrainSizeFree(DenoiserChoice.For(settings, images.Spec), run) : TrainVae(settings, images, run);
    }

    private TrainedModel TrainVae(DenoiserSettings settings, ImageSource images, TrainingRun run)
    {
        var choice = VaeChoice.For(settings.ToVae(), images);
        run.Shell.Line($"Model: {choice.Reason}.");
        var vae = run.Own(choice.CreateModel(images));
        settings = settings with
        {
            Model = choice.Settings.Model == VaeKind.Mlp ? DenoiserKind.Mlp : DenoiserKind.Conv,
            Likelihood = choice.Settings.Likelihood,
            Depth = choice.Settings.Depth,
            Width = choice.Settings.Width,
            LatentDim = choice.Settings.LatentDim,
            BatchSize = run.Config.BatchSize,
            LearningRate = run.Config.LearningRate,
        };
        var trainer = new VaeTrainer(ConfigOf(settings, run), settings.TaskFor(isVae: true));
        var fit = TrainingDisplay.Run(run.Shell, "Denoising VAE", progress => trainer.Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return Trained("Denoising VAE", settings, fit, new VaeReconstructor(vae), run);
    }

    private TrainedModel TrainSizeFree(DenoiserChoice choice, TrainingRun run)
    {
        run.Shell.Line($"Model: {choice.Reason}.");
        var settings = choice.Settings;
        var recipe = DenoiserTrainer.Recipe(choice.Image);
        var config = ConfigOf(settings, run) with { LearningRateWarmUpSteps = recipe.LearningRateWarmUpSteps, MaxGradientNorm = recipe.MaxGradientNorm };
        var trainer = new DenoiserTrainer(config, settings.TaskFor(isVae: false)!, new DenoisingLoss { Kind = settings.Loss });
        var model = run.Own<nn.Module>(settings.Model == DenoiserKind.Ladder ? choice.CreateLadder() : choice.CreateUNet());
        var fit = TrainingDisplay.Run(run.Shell, choice.Title, progress => model is LadderVae ladder
            ? trainer.Fit(ladder, run.Data.Training, run.Data.Validation, progress, run.Cancellation)
            : trainer.Fit((ResidualUNet)model, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return Trained(choice.Title, settings, fit, model, run);
    }

    // Patches are those of all epochs: an epoch is a share of them.
    private static TrainingConfig ConfigOf(DenoiserSettings settings, TrainingRun run)
    {
        var config = settings.ToConfig() with { Checkpoint = run.Config.Checkpoint, Log = run.Config.Log };
        if (run.Data.Training is RandomPatches patches)
            config = config with { StepsPerEpoch = Math.Max(1, patches.Count / config.Epochs / config.BatchSize) };
        return VaeCourse.Of(settings, config, run.Data.Training);
    }

    private TrainedModel Trained(string title, DenoiserSettings settings, TrainingResult fit, nn.Module denoiser, TrainingRun run)
    {
        var validation = run.Data.Validation;
        IModelJudge judge = new DenoiserJudge(DenoiserCase.Of(settings, validation));
        // Without clean images there is nothing to measure by.
        if (denoiser is LadderVae ladder && settings.NoisyOnly is null && validation.Count > 1)
            judge = new LadderJudge(judge, LadderDiagnosis.Of(ladder, validation, settings.TaskFor(isVae: false)!, settings.Seed));
        return new TrainedModel(title, fit, judge)
        {
            // What a folder's path would tell: paths are not recorded.
            Settings = new Dictionary<string, string>([.. SettingRecord.Of(Name, settings), KeyValuePair.Create($"{Name}.task", settings.TaskFor(denoiser is VaeReconstructor)?.ToString() ?? "noisy images")]),
            Advice = LatentAdvice.Of(fit.Diagnosis, Name, settings),
            AddTo = content => content with
            {
                HeldOut = settings.Pairs is null ? validation : PairedTargets.InputsOf(validation),
                Denoiser = denoiser,
                Noise = settings.Noise,
            },
        };
    }
}
