using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Measurement;

/// <summary>How often a bundle's classifier is right.</summary>
internal static class Accuracy
{
    public static double Of(Classifier classifier, ReadOnlySpan<float> images, ReadOnlySpan<int> labels)
    {
        var predicted = new int[labels.Length];
        classifier.Classify(images, predicted);
        return Share(predicted, labels);
    }

    public static double Of(Classifier classifier, ImageSet images)
    {
        var predicted = new int[images.Count];
        classifier.Classify(images.Pixels.Span, predicted);
        return Share(predicted, images.Labels.Span);
    }

    private static double Share(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        var right = 0;
        for (var i = 0; i < labels.Length; i++)
            right += predicted[i] == labels[i] ? 1 : 0;
        return (double)right / labels.Length;
    }
}
