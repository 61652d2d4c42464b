using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>What a denoiser takes off, for each kind of noise that it was trained on.</summary>
/// <param name="clean">Validation images.</param>
/// <param name="mix">The noise it was trained on.</param>
/// <param name="seed">Draws the noise.</param>
internal sealed class DenoiserJudge(LookedAt clean, NoiseMix mix, ulong seed) : IModelJudge
{
    private readonly ImageSpec _spec = clean.Spec;
    private readonly int _columns = SheetLayout.ColumnsOf(clean.Spec);

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        // The strongest of each range: the hardest of what it was asked for.
        var noises = mix.Noises.Select(noise => noise.At(1f)).Distinct().ToArray();
        var rows = noises.Select(noise => Measure(bundle, noise, cancellation)).ToArray();
        return new Judgement
        {
            Metrics = new Dictionary<string, double>(rows.SelectMany(row => new[]
            {
                KeyValuePair.Create($"denoiser.validation_psnr.{row.Noise}.noisy", row.Noisy),
                KeyValuePair.Create($"denoiser.validation_psnr.{row.Noise}.denoised", row.Denoised),
            })),
            Headlines = [.. rows.Select(row => new Headline($"Denoised, {Text.Noise(row.Noise)}", $"{Text.Decibels(row.Denoised)} dB", $"{Text.Decibels(row.Noisy)} dB when noisy (PSNR)"))],
            Results = [Table(rows)],
            Figures = [.. noises.Select(noise => Figure(bundle, noise, cancellation))],
            Caveats = [.. rows.Where(row => row.Denoised < row.Noisy).Select(row => $"{Text.Noise(row.Noise)}: the denoised images are further from the clean ones than the noisy ones were. What the latent code drops of an image weighs more than the noise.")],
        };
    }

    private (ImageNoise Noise, double Noisy, double Denoised) Measure(VaeBundle bundle, ImageNoise noise, CancellationToken cancellation)
    {
        var noisy = Noisy(noise, clean.Values);
        return (noise, ImageQuality.Psnr(noisy, clean.Values, _spec), ImageQuality.Psnr(bundle.Denoiser.Denoise(noisy, cancellation), clean.Values, _spec));
    }

    private static ReportTable Table((ImageNoise Noise, double Noisy, double Denoised)[] rows) => new(
        "Noise reduction on validation images, PSNR in dB",
        ["noise", "noisy", "denoised"],
        [.. rows.Select(row => (IReadOnlyList<string>)[row.Noise.ToString(), Text.Decibels(row.Noisy), Text.Decibels(row.Denoised)])],
        "Levels in units of the pixel range, photons of a white pixel, or shares of the values; means over images.");

    private ReportFigure Figure(VaeBundle bundle, ImageNoise noise, CancellationToken cancellation)
    {
        var shown = clean.Spread(_columns).Values;
        var noisy = Noisy(noise, shown);
        return new ReportFigure(
            $"Noise reduction, {Text.Noise(noise)}, validation images",
            ["clean", "noisy", "denoised"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, Pixels.ToBytes(shown, _spec), Pixels.ToBytes(noisy, _spec), Pixels.ToBytes(bundle.Denoiser.Denoise(noisy, cancellation), _spec)), _spec, _columns));
    }

    private float[] Noisy(ImageNoise noise, float[] values)
    {
        var noisy = new float[values.Length];
        noise.Apply(values, noisy, _spec.Length, seed);
        return noisy;
    }
}
