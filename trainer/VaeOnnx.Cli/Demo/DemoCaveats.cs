using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Demo;

/// <summary>What a reader must know before believing a demo's numbers; where a number got worse, that it did.</summary>
internal static class DemoCaveats
{
    public static IReadOnlyList<string> Of(DemoResult result, int testCount) =>
    [
        Precision(result.Original.TestAccuracy, testCount),
        "All arms started from the same weights, took the same number of optimiser steps and were judged on the same validation images, so a difference is not bought with more training.",
        .. Augmentation(result, testCount),
        .. result.Denoising.SelectMany(Denoising),
        "The denoiser was trained on noise of varying strength and of both kinds, not on the tested strength alone.",
    ];

    private static string Precision(double accuracy, int testCount) => FormattableString.Invariant(
        $"This is a demonstration, not a proof: one seed and a short training. On {testCount} test images one accuracy is known to about ±{100 * StandardError(accuracy, testCount):0.00} percentage points (one standard error), and another seed moves it further.");

    private static IEnumerable<string> Augmentation(DemoResult result, int testCount)
    {
        var gain = result.Both.TestAccuracy - result.Original.TestAccuracy;
        // Two accuracies on the same images: at most the errors of both, were they independent.
        var error = Math.Sqrt(2) * StandardError(result.Original.TestAccuracy, testCount);
        if (Math.Abs(gain) <= 2 * error)
            yield return "The difference between original and both is within two standard errors: this run does not show that generated images help, or that they harm.";
        else if (gain < 0)
            yield return "Generated images made the classifier worse in this run: they are blurred, and there are enough originals to learn from.";
    }

    private static IEnumerable<string> Denoising(DenoisingResult row)
    {
        List<string> worse = [];
        if (row.Denoised.Psnr < row.Noisy.Psnr)
            worse.Add("PSNR");
        if (row.Denoised.Ssim < row.Noisy.Ssim)
            worse.Add("SSIM");
        if (row.Denoised.Accuracy < row.Noisy.Accuracy)
            worse.Add("the classifier's accuracy");
        if (worse.Count > 0)
            yield return $"{Text.Noise(row.Noise)}: {string.Join(" and ", worse)} got worse. What the latent code drops of an image weighs more here than the noise it removes.";
    }

    // Binomial.
    private static double StandardError(double accuracy, int count) => Math.Sqrt(accuracy * (1 - accuracy) / count);
}
