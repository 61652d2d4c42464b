using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Report;

/// <summary>What a report says of its data; no path of a machine, since a report travels.</summary>
internal static class DataTables
{
    private const int MaxRows = 50;

    public static IReadOnlyList<ReportTable> Of(DividedData data) =>
        [Provenance(data), .. Found(data.Located.Report), .. data.Duplicates is { IsEmpty: false } duplicates ? (ReportTable[])[Duplicates(duplicates)] : []];

    /// <summary>Images that are in two parts at once.</summary>
    public static ReportTable Duplicates(DuplicateReport duplicates) => new(
        $"Images in two parts at once: {Text.Count(duplicates.Exact.Count)} the same, {Text.Count(duplicates.Near.Count)} that look the same",
        ["image", "is also"],
        [.. duplicates.Exact.Concat(duplicates.Near).Take(MaxRows).Select(pair => (IReadOnlyList<string>)[$"{pair.Part} {pair.Image}", $"{pair.OtherPart} {pair.OtherImage}{(pair.IsExact ? "" : $", {pair.Distance} of 64 bits apart")}"])],
        FormattableString.Invariant($"What looks the same: at most {DuplicateReport.NearDistance} of 64 bits of either difference hash differ, and the pixels at 32×32 by at most {100 * DuplicateReport.NearDifference} % of their variance."));

    /// <summary>What was found when the images were read: sizes where there are several, and files that were skipped.</summary>
    public static IEnumerable<ReportTable> Found(ImageReadReport report)
    {
        if (report.Sizes.Count > 1)
        {
            yield return new ReportTable(
                "Sizes of the images as they were",
                ["height × width", "images"],
                [.. report.Sizes.Take(MaxRows).Select(size => (IReadOnlyList<string>)[$"{size.Height}×{size.Width}", Text.Count(size.Count)])],
                FitNote(report));
        }

        if (report.Broken.Count > 0)
        {
            yield return new ReportTable(
                $"Files that were skipped: {Text.Count(report.Broken.Count)}",
                ["file", "reason"],
                [.. report.Broken.Take(MaxRows).Select(broken => (IReadOnlyList<string>)[broken.Path, broken.Reason])],
                report.Broken.Count > MaxRows ? $"The first {MaxRows} of them." : "");
        }
    }

    private static string FitNote(ImageReadReport report) => report.Fit is { } fit ? $"The others were made to fit: {fit.ToName()}." : "";

    private static ReportTable Provenance(DividedData data) => new(
        "Data",
        ["", "value"],
        [
            ["name", data.Training.Name],
            ["came from", OriginOf(data.Located.Origin)],
            ["taken for", data.Located.Report.Layout],
            ["what is trained on", Describe(data.Training)],
            ["training images", Text.Count(data.Provenance.TrainingCount)],
            ["validation images", Text.Count(data.Provenance.ValidationCount)],
            ["test images", data.Test is null ? "none" : Text.Count(data.Provenance.TestCount ?? data.Test.Count)],
            ["split", $"{data.Provenance.Split}, seed {data.Provenance.SplitSeed}"],
            ["SHA-256 of training and validation images", data.Provenance.Sha256],
        ]);

    private static string Describe(ImageSource images) =>
        $"{images.Spec.Channels}×{images.Spec.Height}×{images.Spec.Width} (C×H×W), {images.BitDepth} bits, {(images.IsLabelled ? $"{images.ClassNames.Count} classes" : "no labels")}";

    private static string OriginOf(DataOrigin origin) => origin switch
    {
        DataOrigin.Path => "the place that was named",
        DataOrigin.Environment => $"the place named by {DataRequest.EnvironmentVariable}",
        DataOrigin.Cache => "the cache of an earlier download",
        DataOrigin.Download => "a public mirror, checked by SHA-256",
        _ => "drawn by the program, seeded",
    };
}
