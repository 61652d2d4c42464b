using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Demo;

/// <summary>Does it help? Trains the CNN on original, on generated and on both kinds of images, with everything else equal.</summary>
internal sealed class AugmentationStudy(DemoData data, DemoSettings settings, Shell shell)
{
    /// <summary>Runs the arms that are still to train; the original arm's CNN is the bundle's classifier.</summary>
    /// <param name="bundle">Generates the images and classifies for the original arm.</param>
    /// <param name="original">The original arm's training.</param>
    /// <param name="cancellation">Stops it within a step.</param>
    public IReadOnlyList<ArmResult> Run(VaeBundle bundle, Trainer.Training.TrainingResult original, CancellationToken cancellation)
    {
        var generated = Generate(bundle.Augmenter, cancellation);
        shell.Line($"Generated {Text.Count(generated.Count)} images with the runtime library: the training set doubles.");
        return
        [
            new ArmResult("original", data.Training.Count, original, Accuracy.Of(bundle.Classifier, data.Test)),
            Arm("generated", generated, cancellation),
            Arm("both", new JoinedImages(data.Training, generated), cancellation),
        ];
    }

    private ImageSet Generate(Augmenter augmenter, CancellationToken cancellation)
    {
        var pixels = new byte[data.Training.Pixels.Length];
        augmenter.Augment(data.Training.Pixels.Span, pixels, new AugmentOptions { Seed = settings.Seed, Jitter = settings.Jitter }, cancellationToken: cancellation);
        return new ImageSet(data.Training.Name, data.Training.Spec, pixels, data.Training.Labels, data.Training.ClassNames);
    }

    private ArmResult Arm(string name, ImageSource training, CancellationToken cancellation)
    {
        var fit = new ClassifierFit(data, settings, shell);
        using var model = fit.Model;
        var result = fit.Run($"CNN on {name}", training, cancellation);
        return new ArmResult(name, training.Count, result, ScratchBundle.TestAccuracy(model, data.Validation, data.Provenance, data.Test));
    }
}
