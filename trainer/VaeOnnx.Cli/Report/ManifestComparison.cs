using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Report;

/// <summary>Several manifests side by side, for <c>inspect</c>.</summary>
internal static class ManifestComparison
{
    /// <summary>What was measured, and the settings in which they differ.</summary>
    /// <param name="names">A column's name each.</param>
    /// <param name="manifests">At least two.</param>
    public static IReadOnlyList<ReportTable> TablesOf(IReadOnlyList<string> names, IReadOnlyList<BundleManifest> manifests)
    {
        var metrics = Rows([.. manifests.Select(manifest => manifest.Metrics.ToDictionary(pair => pair.Key, pair => pair.Value.ToString("0.####", CultureInfo.InvariantCulture)))]);
        var settings = Rows([.. manifests.Select(manifest => manifest.Settings)]).Where(row => row.Skip(1).Distinct().Count() > 1);
        return
        [
            new ReportTable("Metrics", ["", .. names], metrics, "Bundles that were trained on other images, or on another split, cannot be compared: their hashes are below."),
            new ReportTable("Settings that differ", ["", .. names], [.. settings]),
            new ReportTable("Data", ["", .. names],
            [
                ["bundle", .. manifests.Select(manifest => manifest.BundleId)],
                ["data", .. manifests.Select(manifest => manifest.Data.Name)],
                ["data's SHA-256", .. manifests.Select(manifest => manifest.Data.Sha256)],
                ["split by seed", .. manifests.Select(manifest => manifest.Data.SplitSeed.ToString(CultureInfo.InvariantCulture))],
            ]),
        ];
    }

    /// <summary>A row a key that any of them has; what one lacks stays empty.</summary>
    private static IReadOnlyList<string>[] Rows(IReadOnlyList<IReadOnlyDictionary<string, string>> columns) =>
        [.. columns.SelectMany(column => column.Keys).Distinct().Order(StringComparer.Ordinal).Select(key => (IReadOnlyList<string>)[key, .. columns.Select(column => column.GetValueOrDefault(key, ""))])];
}
