using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;

namespace VaeOnnx.Cli.Demo;

/// <summary>The two tables of a demo run.</summary>
internal static class DemoTables
{
    public static ReportTable Arms(DemoResult result) => new(
        "Does augmentation help? Accuracy of the CNN",
        ["trained on", "images", "optimiser steps", "epoch kept", "validation", "test"],
        [.. result.Arms.Select(arm => (IReadOnlyList<string>)
        [
            arm.Name,
            Text.Count(arm.Images),
            Text.Count(arm.Fit.Steps),
            $"{arm.Fit.BestEpoch} of {arm.Fit.History.Count}",
            Text.Percent(arm.Fit.Best.Validation?.Accuracy ?? double.NaN),
            Text.Percent(arm.TestAccuracy),
        ])],
        "Equal steps; the epoch is chosen on validation images that no model was fitted to; the test images are read once.");

    public static ReportTable Denoising(DemoResult result) => new(
        "Noise reduction on the test images, noisy → denoised",
        ["noise", "PSNR (dB)", "SSIM", "CNN accuracy"],
        [.. result.Denoising.Select(row => (IReadOnlyList<string>)
        [
            row.Noise.ToString(),
            $"{Text.Decibels(row.Noisy.Psnr)} → {Text.Decibels(row.Denoised.Psnr)}",
            $"{Short(row.Noisy.Ssim)} → {Short(row.Denoised.Ssim)}",
            $"{Text.Percent(row.Noisy.Accuracy)} → {Text.Percent(row.Denoised.Accuracy)}",
        ])],
        "Levels in units of the pixel range, clipped to it; means over images. The CNN was trained on clean originals.");

    private static string Short(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
