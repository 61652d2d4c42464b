using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Quantization;

/// <summary>A quantisation as tables, for the terminal and the report alike.</summary>
internal static class QuantizationTables
{
    public static ReportTable Sizes(QuantizationResult result) => new(
        "Size",
        ["graph", "float32, bytes", "int8, bytes", "share", "largest |a − b|", "layers left in float32"],
        [.. result.Sizes.Select(size => (IReadOnlyList<string>)
        [
            size.Graph.ToName(), Text.Count(size.Float32Bytes), Text.Count(size.Int8Bytes), Text.Percent(size.Share), Number(size.LargestDifference, "0.000"),
            size.FloatNodes.Count == 0 ? "none" : string.Join(' ', size.FloatNodes),
        ])],
        "|a − b|: outputs of the int8 graph against those of the float32 graph on held-out inputs.");

    public static ReportTable Speed(QuantizationResult result) => new(
        "Time, one thread",
        ["graph", "batch", "float32, µs a sample", "int8, µs a sample", "gain"],
        [.. result.Speed.Select(row => (IReadOnlyList<string>)
            [row.Graph.ToName(), Text.Count(row.BatchSize), Number(row.Float32, "0.00"), Number(row.Int8, "0.00"), $"{Number(row.Gain, "0.00")}×"])],
        "Through the runtime, float32 and int8 by turns, medians.");

    public static ReportTable Quality(string title, IReadOnlyList<QualityRow> rows) => new(
        title,
        ["in int8", "PSNR, float32", "int8", "lost, dB", "SSIM, float32", "int8", "accuracy, float32", "int8", "lost, points"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Number(row.Float32.Psnr, "0.000"), Number(row.Int8.Psnr, "0.000"), Number(row.PsnrLoss, "0.000"),
            Number(row.Float32.Ssim, "0.0000"), Number(row.Int8.Ssim, "0.0000"),
            Share(row.Float32.Accuracy), Share(row.Int8.Accuracy), Number(row.AccuracyLoss, "0.000"),
        ])]);

    public static ReportTable Sensitivity(QuantizationResult result) => new(
        "What each layer's quantisation alone costs",
        ["graph", "layer", "operator", "weights", "signal to noise, dB"],
        [.. result.Sensitivity.Select(row => (IReadOnlyList<string>)
            [row.Graph.ToName(), row.Sensitivity.Node.Name, row.Sensitivity.Node.OpType, Text.Count(row.Sensitivity.Node.Weights), Number(row.Sensitivity.SignalToNoise, "0.0")])],
        "Of the outputs on the calibration inputs, the most sensitive layer first.");

    public static ReportTable Choices(QuantizationResult result) => new(
        "Activations and ranges, on validation images",
        ["activations", "ranges", "in int8", "lost", "largest |a − b|", "gain at batch 64"],
        [.. result.Choices.SelectMany(choice => choice.Quality, (choice, row) => (IReadOnlyList<string>)
        [
            choice.Activations.ToString(), choice.Ranges.ToString(), row.Name,
            row.PsnrLoss is { } decibels ? $"{Number(decibels, "0.0000")} dB" : $"{Number(row.AccuracyLoss, "0.000")} points",
            Number(choice.Sizes.FirstOrDefault(size => size.Graph == row.Graph)?.LargestDifference, "0.000"),
            choice.Speed.FirstOrDefault(speed => speed.Graph == row.Graph) is { } speed ? $"{Number(speed.Gain, "0.00")}×" : "",
        ])],
        "All layers in int8.");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Share(double? value) => value is { } share ? Text.Percent(share) : "";
}
