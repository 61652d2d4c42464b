using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Report;

/// <summary>What a report says of its data; no path, since a report travels.</summary>
internal static class DataTables
{
    public static IReadOnlyList<ReportTable> Of(DividedData data) => [Provenance(data)];

    private static ReportTable Provenance(DividedData data) => new(
        "Data",
        ["", "value"],
        [
            ["name", data.Training.Name],
            ["came from", OriginOf(data.Located.Origin)],
            ["images", Describe(data.Training)],
            ["training images", Text.Count(data.Training.Count)],
            ["validation images", Text.Count(data.Validation.Count)],
            ["test images", data.Test is null ? "none" : Text.Count(data.Test.Count)],
            ["split", $"{data.Provenance.Split}, seed {data.Provenance.SplitSeed}"],
            ["SHA-256 of training and validation images", data.Provenance.Sha256],
        ]);

    private static string Describe(ImageSource images) =>
        $"{images.Spec.Channels}×{images.Spec.Height}×{images.Spec.Width} (C×H×W), {images.BitDepth} bits, {(images.IsLabelled ? $"{images.ClassNames.Count} classes" : "no labels")}";

    private static string OriginOf(DataOrigin origin) => origin switch
    {
        DataOrigin.Path => "the place named by --data",
        DataOrigin.Environment => $"the place named by {DataRequest.EnvironmentVariable}",
        DataOrigin.Cache => "the cache of an earlier download",
        DataOrigin.Download => "a public mirror, checked by SHA-256",
        _ => "drawn by the program, seeded",
    };
}
