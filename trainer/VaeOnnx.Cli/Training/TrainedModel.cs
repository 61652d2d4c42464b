using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>A model that was fitted, and how that went.</summary>
/// <param name="Title">What it is, such as <c>Convolutional VAE</c>.</param>
/// <param name="Fit">The course of its training.</param>
/// <param name="Judge">Looks at what it does, through its exported graphs.</param>
internal sealed record TrainedModel(string Title, TrainingResult Fit, IModelJudge Judge)
{
    /// <summary>The settings that held, with what the program chose: by key, as a manifest records them.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>What went wrong with it and what to change, from <see cref="LatentAdvice"/>.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>Puts the model into a bundle's content.</summary>
    public required Func<BundleContent, BundleContent> AddTo { get; init; }
}
