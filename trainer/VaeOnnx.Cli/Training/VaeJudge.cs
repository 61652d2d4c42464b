using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Reconstructions, samples, ways between images, and whether the latent is used.</summary>
/// <param name="images">Validation images.</param>
/// <param name="fit">How the training went.</param>
/// <param name="seed">Draws the samples.</param>
internal sealed class VaeJudge(LookedAt images, TrainingResult fit, ulong seed) : IModelJudge
{
    private const int SampleRows = 6;
    private const int PathRows = 4;

    private readonly ImageSpec _spec = images.Spec;
    private readonly int _columns = SheetLayout.ColumnsOf(images.Spec);

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var psnr = ImageQuality.Psnr(Reconstruct(bundle, images.Values, cancellation), images.Values, _spec);
        var loss = fit.Best.Validation ?? fit.Best.Training;
        var bits = loss.Total / _spec.Length / Math.Log(2);
        return new Judgement
        {
            Metrics = new Dictionary<string, double> { ["vae.validation_psnr"] = psnr },
            Headlines =
            [
                new Headline("Loss (negative ELBO)", $"{Text.Nats(loss.Total)} nats", FormattableString.Invariant($"an image, on validation images; {bits:0.000} bits a dimension")),
                new Headline("Reconstructions", $"{Text.Decibels(psnr)} dB", "PSNR on validation images, decoded from mu"),
            ],
            Figures = [Reconstructions(bundle, cancellation), Samples(bundle, cancellation), .. images.Count > 1 ? (ReportFigure[])[Paths(bundle, cancellation)] : []],
        };
    }

    private static float[] Reconstruct(VaeBundle bundle, float[] values, CancellationToken cancellation)
    {
        // A move of length 0 is the reconstruction from mu.
        return bundle.Augmenter.Augment(values, new AugmentOptions { Scale = 0 }, cancellation);
    }

    private ReportFigure Reconstructions(VaeBundle bundle, CancellationToken cancellation)
    {
        var shown = images.Spread(_columns);
        byte[] Jittered(int draw) => Pixels.ToBytes(bundle.Augmenter.Augment(shown, new AugmentOptions { Seed = seed, Draw = draw }, cancellation), _spec);
        return new ReportFigure(
            "Validation images and what the model makes of them",
            ["original", "reconstruction", "varied", "varied again"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, Pixels.ToBytes(shown, _spec), Pixels.ToBytes(Reconstruct(bundle, shown, cancellation), _spec), Jittered(0), Jittered(1)), _spec, _columns),
            "The reconstruction is decoded from the posterior's mean, the varied ones from samples of the posterior: what augment writes.");
    }

    private ReportFigure Samples(VaeBundle bundle, CancellationToken cancellation)
    {
        var samples = new float[SampleRows * _columns * _spec.Length];
        bundle.Decoder.Sample(samples, seed, cancellationToken: cancellation);
        return new ReportFigure("Samples of the prior", [], ContactSheet.Encode(Pixels.ToBytes(samples, _spec), _spec, _columns), "Decoded from z ~ N(0, I): what sample writes. Nothing of the data is copied into them.");
    }

    private ReportFigure Paths(VaeBundle bundle, CancellationToken cancellation)
    {
        var ends = images.Spread(2 * PathRows);
        var length = _spec.Length;
        var frames = new List<byte>();
        for (var row = 0; row < ends.Length / length / 2; row++)
        {
            var pair = ends.AsSpan(2 * row * length, 2 * length);
            frames.AddRange(Pixels.ToBytes(bundle.Augmenter.Interpolate(pair[..length], pair[length..], _columns, InterpolationKind.Linear, cancellation), _spec));
        }

        return new ReportFigure("From one validation image to another", [], ContactSheet.Encode([.. frames], _spec, _columns), "Even steps from mu to mu: where the way is smooth, the latent orders what it knows.");
    }
}
