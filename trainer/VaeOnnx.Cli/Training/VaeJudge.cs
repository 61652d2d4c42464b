using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Reconstructions, samples, ways between images, and whether the latent is used.</summary>
/// <param name="images">Validation images.</param>
/// <param name="fit">How the training went.</param>
/// <param name="test">The loss on the test images; null where there are none.</param>
/// <param name="likelihood">Turns nats into bits a dimension.</param>
/// <param name="seed">Draws the samples.</param>
internal sealed class VaeJudge(LookedAt images, TrainingResult fit, TrainingLoss? test, PixelLikelihood likelihood, ulong seed) : IModelJudge
{
    private const int SampleRows = 6;
    private const int PathRows = 4;
    private const int MaxClassRows = 12;

    // Decoding them all takes about as long as an epoch over some thousands of them.
    private const int LikelihoodSamples = 100;
    private const long MaxDecodedValues = 400_000_000;
    private const int FewestLikelihoodImages = 20;

    private readonly ImageSpec _spec = images.Spec;
    private readonly int _columns = SheetLayout.ColumnsOf(images.Spec);

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var psnr = ImageQuality.Psnr(Reconstruct(bundle, images, cancellation), images.Values, _spec);
        var likelihoodOfImages = Likelihood(bundle, cancellation);
        var (loss, part) = test is null ? (fit.Best.Validation ?? fit.Best.Training, "validation") : (test, "test");
        return new Judgement
        {
            Metrics = new Dictionary<string, double>([KeyValuePair.Create("vae.validation_psnr", psnr), .. DiagnosisMetrics(), .. TestMetrics(), .. likelihoodOfImages.ToMetrics("validation")]),
            Headlines =
            [
                new Headline("Negative ELBO", $"{Text.Nats(NegativeElbo(loss))} nats", $"an image, on {part} images{Bits(loss)}"),
                new Headline("Reconstructions", $"{Text.Decibels(psnr)} dB", "PSNR on validation images, decoded from mu"),
                .. fit.Diagnosis is { } diagnosis ? (Headline[])[new Headline("Active latent units", $"{diagnosis.ActiveUnits} of {diagnosis.KlPerUnit.Count}", FormattableString.Invariant($"KL {diagnosis.KlPerUnit.Sum():0.0} nats an image"))] : [],
            ],
            Results = [likelihoodOfImages.ToTable("validation images", likelihood.Kind), .. fit.Diagnosis is null ? (ReportTable[])[] : [Units(fit.Diagnosis)]],
            Figures = [Reconstructions(bundle, cancellation), Samples(bundle, cancellation), .. images.Count > 1 ? (ReportFigure[])[Paths(bundle, cancellation)] : []],
        };
    }

    private LikelihoodEstimate Likelihood(VaeBundle bundle, CancellationToken cancellation)
    {
        var shown = images.Spread((int)Math.Max(FewestLikelihoodImages, MaxDecodedValues / LikelihoodSamples / _spec.Length));
        var measurement = new LikelihoodMeasurement(bundle, LikelihoodMeasurement.UsualFor(bundle.Manifest), LikelihoodSamples, seed);
        measurement.Add(shown.Values, LabelsFor(bundle, shown), cancellation);
        return measurement.Result();
    }

    // Without beta: what a bound on log p(x) is made of.
    private static double NegativeElbo(TrainingLoss loss) => loss.Reconstruction + loss.KlDivergence ?? loss.Total;

    private string Bits(TrainingLoss loss) =>
        BitsOf(loss) is { } bits ? FormattableString.Invariant($"; {bits:0.000} bits a dimension") : "";

    // Of grey values Bernoulli gives a loss, not a likelihood.
    private double? BitsOf(TrainingLoss loss) => likelihood.Kind == LikelihoodKind.Bernoulli ? null : likelihood.BitsPerDimension(NegativeElbo(loss), _spec);

    private IEnumerable<KeyValuePair<string, double>> DiagnosisMetrics() => fit.Diagnosis is { } diagnosis
        ? [KeyValuePair.Create("vae.active_units", (double)diagnosis.ActiveUnits), KeyValuePair.Create("vae.decoder_response", diagnosis.DecoderResponse)]
        : [];

    private IEnumerable<KeyValuePair<string, double>> TestMetrics()
    {
        if (test is null)
            yield break;
        yield return KeyValuePair.Create("vae.test_negative_elbo", NegativeElbo(test));
        if (BitsOf(test) is { } bits)
            yield return KeyValuePair.Create("vae.test_bits_per_dimension", bits);
    }

    private static ReportTable Units(LatentDiagnosis diagnosis)
    {
        var units = diagnosis.KlPerUnit.Order().Reverse().ToArray();
        (string Name, int Rank)[] shown = [("highest", 0), ("upper quarter", units.Length / 4), ("median", units.Length / 2), ("lower quarter", units.Length * 3 / 4), ("lowest", units.Length - 1)];
        return new ReportTable(
            "KL divergence of the latent units, nats an image",
            ["unit", "KL"],
            [.. shown.Select(unit => (IReadOnlyList<string>)[unit.Name, FormattableString.Invariant($"{units[unit.Rank]:0.000}")])],
            $"{diagnosis}.");
    }

    private static float[] Reconstruct(VaeBundle bundle, LookedAt shown, CancellationToken cancellation)
    {
        // A move of length 0 is the reconstruction from mu.
        return bundle.Augmenter.Augment(shown.Values, new AugmentOptions { Scale = 0 }, LabelsFor(bundle, shown), cancellation);
    }

    private static int[] LabelsFor(VaeBundle bundle, LookedAt shown) => bundle.Augmenter.Classes > 0 ? shown.Labels : [];

    private ReportFigure Reconstructions(VaeBundle bundle, CancellationToken cancellation)
    {
        var shown = images.Spread(_columns);
        byte[] Jittered(int draw) => Pixels.ToBytes(bundle.Augmenter.Augment(shown.Values, new AugmentOptions { Seed = seed, Draw = draw }, LabelsFor(bundle, shown), cancellation), _spec);
        return new ReportFigure(
            "Validation images and what the model makes of them",
            ["original", "reconstruction", "varied", "varied again"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, Pixels.ToBytes(shown.Values, _spec), Pixels.ToBytes(Reconstruct(bundle, shown, cancellation), _spec), Jittered(0), Jittered(1)), _spec, _columns),
            "The reconstruction is decoded from the posterior's mean, the varied ones from samples of the posterior: what augment writes.");
    }

    private ReportFigure Samples(VaeBundle bundle, CancellationToken cancellation)
    {
        var classes = Math.Min(bundle.Decoder.Classes, MaxClassRows);
        var rows = classes == 0 ? SampleRows : classes;
        var samples = new float[rows * _columns * _spec.Length];
        int[] labels = classes == 0 ? [] : [.. Enumerable.Range(0, rows * _columns).Select(i => i / _columns)];
        bundle.Decoder.Sample(samples, seed, labels: labels, cancellationToken: cancellation);
        return new ReportFigure(
            classes == 0 ? "Samples of the prior" : "Samples of the prior, by class",
            [.. bundle.Manifest.ClassNames.Take(classes)],
            ContactSheet.Encode(Pixels.ToBytes(samples, _spec), _spec, _columns),
            "Decoded from z ~ N(0, I): what sample writes. Nothing of the data is copied into them.");
    }

    private ReportFigure Paths(VaeBundle bundle, CancellationToken cancellation)
    {
        var ends = images.Spread(2 * PathRows);
        var (length, classes) = (_spec.Length, bundle.Augmenter.Classes > 0);
        var frames = new float[ends.Count / 2 * _columns * length];
        for (var row = 0; row < ends.Count / 2; row++)
        {
            var from = ends.Values.AsSpan(2 * row * length, length);
            var to = ends.Values.AsSpan(((2 * row) + 1) * length, length);
            var way = frames.AsSpan(row * _columns * length, _columns * length);
            if (classes)
                bundle.Augmenter.Interpolate(from, ends.Labels[2 * row], to, ends.Labels[(2 * row) + 1], way, cancellationToken: cancellation);
            else
                bundle.Augmenter.Interpolate(from, to, way, cancellationToken: cancellation);
        }

        return new ReportFigure(
            "From one validation image to another", [], ContactSheet.Encode(Pixels.ToBytes(frames, _spec), _spec, _columns),
            $"Even steps from mu to mu{(classes ? ", and from class to class" : "")}: where the way is smooth, the latent orders what it knows.");
    }
}
