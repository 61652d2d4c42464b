using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>How often a classifier is right, class by class, on images that nothing was chosen on.</summary>
/// <param name="data">Test images where there are some; validation images otherwise.</param>
/// <param name="fit">How the training went.</param>
internal sealed class ClassifierJudge(DividedData data, TrainingResult fit) : IModelJudge
{
    private const int MaxRows = 40;
    private const int ChunkValues = 16 << 20;

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var (images, part) = data.Test is { } test ? (test, "test") : (data.Validation, "validation");
        var confusion = Confusion(bundle.Classifier, images, cancellation);
        var accuracy = (double)Enumerable.Range(0, images.ClassNames.Count).Sum(label => confusion[label, label]) / images.Count;
        return new Judgement
        {
            Metrics = new Dictionary<string, double> { [$"classifier.{part}_accuracy"] = accuracy },
            Headlines =
            [
                new Headline($"Accuracy on {part} images", Text.Percent(accuracy), FormattableString.Invariant($"{Text.Count(images.Count)} images, ±{100 * Math.Sqrt(accuracy * (1 - accuracy) / images.Count):0.00} points (one standard error)")),
                new Headline("On validation images", Text.Percent(fit.Best.Validation?.Accuracy ?? double.NaN), $"they chose epoch {fit.BestEpoch}"),
            ],
            Results = [Classes(images.ClassNames, confusion, part)],
            Caveats = data.Test is null ? ["There are no test images: the accuracy is that of the images which chose the epoch, and flatters."] : [],
        };
    }

    private static int[,] Confusion(Classifier classifier, ImageSource images, CancellationToken cancellation)
    {
        var confusion = new int[images.ClassNames.Count, images.ClassNames.Count];
        foreach (var chunk in Enumerable.Range(0, images.Count).Chunk(Math.Max(1, ChunkValues / images.Spec.Length)))
        {
            var values = new float[chunk.Length * images.Spec.Length];
            images.Gather(chunk, values);
            var predicted = new int[chunk.Length];
            classifier.Classify(values, predicted, cancellation);
            for (var i = 0; i < chunk.Length; i++)
                confusion[images.Labels.Span[chunk[i]], predicted[i]]++;
        }

        return confusion;
    }

    private static ReportTable Classes(IReadOnlyList<string> names, int[,] confusion, string part)
    {
        var rows = Enumerable.Range(0, names.Count)
            .Select(label => (Label: label, Count: Enumerable.Range(0, names.Count).Sum(other => confusion[label, other])))
            .Where(row => row.Count > 0)
            .OrderBy(row => (double)confusion[row.Label, row.Label] / row.Count)
            .ToArray();
        return new ReportTable(
            $"Classes, on {part} images, the hardest first",
            ["class", "images", "right", "most often taken for"],
            [.. rows.Take(MaxRows).Select(row => (IReadOnlyList<string>)[names[row.Label], Text.Count(row.Count), Text.Percent((double)confusion[row.Label, row.Label] / row.Count), MistakenFor(names, confusion, row.Label)])],
            rows.Length > MaxRows ? $"The other {rows.Length - MaxRows} classes are left out." : "");
    }

    private static string MistakenFor(IReadOnlyList<string> names, int[,] confusion, int label)
    {
        var other = Enumerable.Range(0, names.Count).Where(other => other != label).MaxBy(other => confusion[label, other]);
        return confusion[label, other] == 0 ? "" : $"{names[other]} ({confusion[label, other]})";
    }
}
