namespace VaeOnnx.Cli.Demo;

/// <summary>What a demo run found.</summary>
/// <param name="Arms">Original, generated, both.</param>
/// <param name="Denoising">One entry a kind of noise.</param>
internal sealed record DemoResult(IReadOnlyList<ArmResult> Arms, IReadOnlyList<DenoisingResult> Denoising)
{
    public ArmResult Original => Arms[0];

    public ArmResult Both => Arms[^1];

    /// <summary>For the manifest: shares from 0 to 1, PSNR in dB.</summary>
    public IReadOnlyDictionary<string, double> Metrics()
    {
        var metrics = new Dictionary<string, double>();
        foreach (var arm in Arms)
            metrics[$"classifier.test_accuracy.{arm.Name}"] = arm.TestAccuracy;
        foreach (var row in Denoising)
        {
            metrics[$"denoiser.psnr.{row.Noise}.noisy"] = row.Noisy.Psnr;
            metrics[$"denoiser.psnr.{row.Noise}.denoised"] = row.Denoised.Psnr;
            metrics[$"denoiser.ssim.{row.Noise}.noisy"] = row.Noisy.Ssim;
            metrics[$"denoiser.ssim.{row.Noise}.denoised"] = row.Denoised.Ssim;
        }

        return metrics;
    }
}
