using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Report;

/// <summary>A manifest as tables, for <c>inspect</c> and for reports.</summary>
internal static class ManifestTables
{
    public static ReportTable Summary(BundleManifest manifest) => new(
        $"Bundle {manifest.BundleId}",
        ["", "value"],
        [
            ["images (C×H×W)", $"{manifest.Image.Channels}×{manifest.Image.Height}×{manifest.Image.Width}, {manifest.Image.Layout}"],
            .. from graph in manifest.Graphs
               where graph.Tiling is not null
               select (IReadOnlyList<string>)[$"{graph.Role.ToName()}'s images", $"of any height and width, run in multiples of {graph.Tiling!.Multiple}; a pixel sees {graph.Tiling.Halo} far"],
            ["pixel range", string.Create(CultureInfo.InvariantCulture, $"{manifest.Image.PixelMin} to {manifest.Image.PixelMax}")],
            ["latent", manifest.LatentDim is { } size ? $"{size}, {manifest.Prior}" : "none"],
            ["classes", manifest.ClassNames.Count == 0 ? "none" : string.Join(' ', manifest.ClassNames)],
            ["data", $"{manifest.Data.Name}: {Text.Count(manifest.Data.TrainingCount)} to train, {Text.Count(manifest.Data.ValidationCount)} to validate, split by seed {manifest.Data.SplitSeed}"],
            ["data's SHA-256", manifest.Data.Sha256],
        ]);

    public static ReportTable Graphs(BundleManifest manifest) => new(
        "Graphs",
        ["graph", "file", "size", "opset", "inputs", "outputs"],
        [.. manifest.Graphs.Select(graph => (IReadOnlyList<string>)
        [
            graph.Role.ToName(),
            graph.File,
            Text.Megabytes(graph.Bytes),
            graph.Opset.ToString(CultureInfo.InvariantCulture),
            string.Join("; ", graph.Inputs),
            string.Join("; ", graph.Outputs),
        ])]);

    public static ReportTable Parity(BundleManifest manifest) => new(
        manifest.Graphs.All(graph => graph.Quantization is null) ? "Parity: TorchSharp against ONNX Runtime, at export" : "Parity: float32 graph against int8 graph, in ONNX Runtime",
        ["output", "largest |a − b|", "largest relative", "tolerance", "batch sizes", "inputs"],
        [.. manifest.Graphs.SelectMany(graph => graph.Parity.Outputs, (graph, output) => (IReadOnlyList<string>)
        [
            $"{graph.Role.ToName()}.{output.Output}",
            Text.Scientific(output.MaxAbsoluteDifference),
            Text.Scientific(output.MaxRelativeDifference),
            $"{Text.Scientific(graph.Parity.AbsoluteTolerance)} + {Text.Scientific(graph.Parity.RelativeTolerance)}·|a|",
            string.Join(' ', graph.Parity.BatchSizes),
            graph.Parity.Inputs,
        ])]);

    /// <summary>How graphs became int8; no rows where none did.</summary>
    public static ReportTable Quantization(BundleManifest manifest) => new(
        "Quantisation",
        ["graph", "", "value"],
        [.. from graph in manifest.Graphs
            where graph.Quantization is not null
            from row in QuantizationRows(graph.Quantization!)
            select (IReadOnlyList<string>)[graph.Role.ToName(), row.Name, row.Value]]);

    public static ReportTable Metrics(BundleManifest manifest) =>
        Pairs("Metrics", manifest.Metrics.Select(pair => (pair.Key, pair.Value.ToString("0.####", CultureInfo.InvariantCulture))));

    public static ReportTable Settings(BundleManifest manifest) => Pairs("Settings", manifest.Settings.Select(pair => (pair.Key, pair.Value)));

    public static ReportTable Packages(BundleManifest manifest) => Pairs("Made with", manifest.Packages.Select(pair => (pair.Key, pair.Value)));

    private static IEnumerable<(string Name, string Value)> QuantizationRows(QuantizationRecord record) =>
    [
        ("scheme", record.Scheme),
        ("calibration", record.Calibration),
        ("float32 graph's SHA-256", record.FloatSha256),
        ("layers in float32", record.FloatNodes.Count == 0 ? "none" : string.Join(' ', record.FloatNodes)),
        .. record.AgainstTrained.Select(output => ($"{output.Output}: largest |a − b| from TorchSharp's", Text.Scientific(output.MaxAbsoluteDifference))),
    ];

    private static ReportTable Pairs(string title, IEnumerable<(string Key, string Value)> pairs) =>
        new(title, ["", "value"], [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value])]);
}
