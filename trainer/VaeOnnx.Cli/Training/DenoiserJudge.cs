using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Training;

/// <summary>What a denoiser takes off.</summary>
/// <param name="cases">Noisy validation images, at least one kind, all of one size.</param>
internal sealed class DenoiserJudge(IReadOnlyList<DenoiserCase> cases) : IModelJudge
{
    private readonly ImageSpec _spec = cases[0].Noisy.Spec;
    private readonly int _columns = SheetLayout.ColumnsOf(cases[0].Noisy.Spec);

    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var rows = cases.Where(noisy => noisy.Clean is not null).Select(noisy => Measure(bundle, noisy, cancellation)).ToArray();
        return new Judgement
        {
            Metrics = new Dictionary<string, double>(rows.SelectMany(row => new[]
            {
                KeyValuePair.Create($"denoiser.validation_psnr.{row.Case.Key}.noisy", row.Noisy),
                KeyValuePair.Create($"denoiser.validation_psnr.{row.Case.Key}.denoised", row.Denoised),
            })),
            Headlines = [.. rows.Select(row => new Headline($"Denoised, {row.Case.Title}", $"{Text.Decibels(row.Denoised)} dB", $"{Text.Decibels(row.Noisy)} dB when noisy (PSNR)"))],
            Results = rows.Length == 0 ? [] : [Table(rows)],
            Figures = [.. cases.Select(noisy => Figure(bundle, noisy, cancellation))],
            Caveats = [.. rows.Where(row => row.Denoised < row.Noisy).Select(row => $"{row.Case.Title}: the denoised images are further from the clean ones than the noisy ones were. What the model drops of an image weighs more than the noise."), .. cases.Any(noisy => noisy.Clean is null) ? (string[])["There are no clean images to compare with: look at the pictures."] : []],
        };
    }

    private (DenoiserCase Case, double Noisy, double Denoised) Measure(VaeBundle bundle, DenoiserCase noisy, CancellationToken cancellation) =>
        (noisy, ImageQuality.Psnr(noisy.Noisy.Values, noisy.Clean!.Values, _spec), ImageQuality.Psnr(bundle.Denoiser.Denoise(noisy.Noisy.Values, cancellation), noisy.Clean.Values, _spec));

    private static ReportTable Table((DenoiserCase Case, double Noisy, double Denoised)[] rows) => new(
        "Noise reduction on validation images, PSNR in dB",
        ["noise", "noisy", "denoised"],
        [.. rows.Select(row => (IReadOnlyList<string>)[row.Case.Key, Text.Decibels(row.Noisy), Text.Decibels(row.Denoised)])],
        "Means over images; the hardest of each noise that it was trained on.");

    private ReportFigure Figure(VaeBundle bundle, DenoiserCase noisy, CancellationToken cancellation)
    {
        var shown = noisy.Noisy.Spread(_columns).Values;
        var denoised = Pixels.ToBytes(bundle.Denoiser.Denoise(shown, cancellation), _spec);
        ReadOnlyMemory<byte>[] bands = [.. noisy.Clean is { } clean ? (ReadOnlyMemory<byte>[])[Pixels.ToBytes(clean.Spread(_columns).Values, _spec)] : [], Pixels.ToBytes(shown, _spec), denoised];
        return new ReportFigure(
            $"Noise reduction, {noisy.Title}, validation images",
            [.. noisy.Clean is null ? (string[])[] : ["clean"], "noisy", "denoised"],
            ContactSheet.Encode(SheetLayout.Bands(_spec, _columns, 1, bands), _spec, _columns));
    }
}
