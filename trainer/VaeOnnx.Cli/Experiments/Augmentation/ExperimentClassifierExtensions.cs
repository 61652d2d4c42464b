using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Cli.Experiments.Augmentation;

internal static class ExperimentClassifierExtensions
{
    /// <summary>The classifier with fresh weights, its size chosen from the real images: the same for every arm of a seed.</summary>
    public static nn.Module<Tensor, Tensor> Create(this ExperimentClassifier classifier, ImageSource training, ulong seed)
    {
        var (image, classes) = (training.Spec, training.ClassNames.Count);
        return classifier switch
        {
            ExperimentClassifier.Paper => new PaperCnn(image, classes, seed),
            ExperimentClassifier.Dropout => new DropoutCnn(image, classes, seed),
            ExperimentClassifier.BatchNorm => new BatchNormCnn(image, classes, seed),
            ExperimentClassifier.Residual => new ResidualCnn(ClassifierSizing.For(image, training.Count, classes).Config, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(classifier), classifier, "Unknown classifier."),
        };
    }
}
