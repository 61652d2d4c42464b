using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Adds to what is seen of a denoiser what its latents are worth.</summary>
/// <param name="denoiser">Looks at what it takes off.</param>
/// <param name="diagnosis">On validation images.</param>
internal sealed class LadderJudge(IModelJudge denoiser, LadderDiagnosis diagnosis) : IModelJudge
{
    public Judgement Of(VaeBundle bundle, CancellationToken cancellation)
    {
        var seen = denoiser.Of(bundle, cancellation);
        var table = LatentMetrics.Table(
            diagnosis.Levels.Select(use => ("", use)),
            $"{Text.Decibels(diagnosis.Psnr)} dB with its own, over the noise that it was trained on. A model that ignores its latents would lose nothing.");
        return seen with { Metrics = new Dictionary<string, double>([.. seen.Metrics, .. LatentMetrics.Of(diagnosis)]), Results = [.. seen.Results, table] };
    }
}
