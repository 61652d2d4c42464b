using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Training;

/// <summary>What a warp-VAE makes of images, and how near it brings an image to another of its class.</summary>
/// <param name="images">Labelled validation images.</param>
/// <param name="seed">Draws the deformations.</param>
internal sealed class WarpJudge(LookedAt images, ulong seed) : IModelJudge
{
    private const int PathRows = 4;

    private readonly ImageSpec _spec = images.Spec;
    private readonly int _columns = SheetLayout.ColumnsOf(images.Spec);

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var pairs = Pairs();
        var (from, to) = (Values(pairs, pair => pair.From), Values(pairs, pair => pair.To));
        var towards = Towards(bundle, from, to, cancellation);
        var (before, after) = (ImageQuality.Psnr(from, to, _spec), ImageQuality.Psnr(towards, to, _spec));
        return new Judgement
        {
            Metrics = new Dictionary<string, double> { ["warp.validation_pair_psnr.before"] = before, ["warp.validation_pair_psnr.after"] = after },
            Headlines = [new Headline("Pairs of a class", $"{Text.Decibels(after)} dB", $"PSNR to the other image after deforming, {Text.Decibels(before)} dB before; {Text.Count(pairs.Length)} pairs of validation images")],
            Figures = [Varied(bundle, cancellation), Deformed(from, towards, to), Ways(bundle, pairs, cancellation)],
            Caveats = after > before ? [] : ["Deforming brings an image no nearer to others of its class: the deformations say nothing of how they differ. Train longer (--warp-steps), or weigh the error more (--warp-reconstruction)."],
        };
    }

    // Every image with the next one of its class.
    private (int From, int To)[] Pairs() =>
        [.. Enumerable.Range(0, images.Count).GroupBy(i => images.Labels[i]).Select(group => group.ToArray()).Where(group => group.Length > 1)
            .SelectMany(group => group.Select((image, i) => (image, group[(i + 1) % group.Length]))).OrderBy(pair => pair.image)];

    private float[] Values((int From, int To)[] pairs, Func<(int From, int To), int> of) => [.. pairs.SelectMany(pair => images.Values.AsSpan(of(pair) * _spec.Length, _spec.Length).ToArray())];

    private static float[] Towards(VaeBundle bundle, float[] from, float[] to, CancellationToken cancellation)
    {
        var count = from.Length / bundle.Manifest.Image.Length;
        var (mu, logVar, warped) = (new float[count * bundle.Encoder.LatentDim], new float[count * bundle.Encoder.LatentDim], new float[from.Length]);
        bundle.Encoder.EncodePairs(from, to, mu, logVar, cancellation);
        bundle.Decoder.Warp(from, mu, warped, cancellation);
        return warped;
    }

    private ReportFigure Varied(VaeBundle bundle, CancellationToken cancellation)
    {
        var shown = images.Spread(_columns);
        byte[] Draw(int draw) => Pixels.ToBytes(bundle.Augmenter.Augment(shown.Values, new AugmentOptions { Seed = seed, Draw = draw }, cancellationToken: cancellation), _spec);
        return new ReportFigure(
            "Validation images and what the model makes of them",
            ["original", "deformed", "deformed again", "and again"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, Pixels.ToBytes(shown.Values, _spec), Draw(0), Draw(1), Draw(2)), _spec, _columns),
            "Deformed by z ~ N(0, I): what augment writes.");
    }

    private ReportFigure Deformed(float[] from, float[] towards, float[] to)
    {
        var length = Math.Min(_columns, from.Length / _spec.Length) * _spec.Length;
        return new ReportFigure(
            "Images deformed into others of their class",
            ["image", "deformed", "the other"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, Pixels.ToBytes(from.AsSpan(0, length), _spec), Pixels.ToBytes(towards.AsSpan(0, length), _spec), Pixels.ToBytes(to.AsSpan(0, length), _spec)), _spec, _columns),
            "Through the encoder's mean: the image as it is moved, and what it was to become.");
    }

    private ReportFigure Ways(VaeBundle bundle, (int From, int To)[] pairs, CancellationToken cancellation)
    {
        var shown = pairs.Where((_, i) => i % Math.Max(1, pairs.Length / PathRows) == 0).Take(PathRows).ToArray();
        var frames = shown.SelectMany(pair => bundle.Augmenter.Interpolate(
            images.Values.AsSpan(pair.From * _spec.Length, _spec.Length), images.Values.AsSpan(pair.To * _spec.Length, _spec.Length), _columns, InterpolationKind.Linear, cancellation)).ToArray();
        return new ReportFigure("From one image to another of its class", [], ContactSheet.Encode(Pixels.ToBytes(frames, _spec), _spec, _columns), "The first image deformed step by step: what interpolate writes.");
    }
}
