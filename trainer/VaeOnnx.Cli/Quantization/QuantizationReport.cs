using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Quantization;

/// <summary>Writes a quantisation's measurements: a page of Markdown to read, and beside it the same numbers as JSON.</summary>
internal static class QuantizationReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // A layer that loses nothing has no noise: infinity.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The file of numbers beside a page.</summary>
    public static string JsonPathOf(string page) => Path.ChangeExtension(page, ".json");

    public static void Write(string page, QuantizationResult result)
    {
        // Where the images lay is nobody's business.
        var published = result with { Settings = result.Settings with { Data = null } };
        AtomicFile.WriteAllBytes(page, Encoding.UTF8.GetBytes(Page(published)));
        AtomicFile.WriteAllBytes(JsonPathOf(page), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(published, Json) + "\n"));
    }

    private static string Page(QuantizationResult result)
    {
        var page = new StringBuilder("# Quantisation, measured\n\n");
        page.Append($"Bundle {result.Float32Bundle} in float32, {result.Int8Bundle} in int8, calibrated on {result.Calibration}. ");
        page.Append(FormattableString.Invariant($"Measured on {result.Machine.Platform} with {result.Machine.Cores} cores, .NET {result.Machine.DotNet}. "));
        page.Append("Written by `vaeonnx quantize DIR --data PATH --out DIR --report FILE`; what it means: [quantization.md](../quantization.md).\n\n");
        page.Append(result.Misses.Count == 0 ? "All targets are met.\n" : $"Targets missed:\n\n{string.Concat(result.Misses.Select(miss => $"- {miss}\n"))}");
        ReportTable[] tables =
        [
            QuantizationTables.Sizes(result), QuantizationTables.Speed(result), QuantizationTables.Quality("Quality on validation images", result.Validation),
            QuantizationTables.Quality("Quality on test images, read once", result.Test), QuantizationTables.Sensitivity(result), QuantizationTables.Choices(result),
        ];
        foreach (var table in tables.Where(table => table.Rows.Count > 0))
            MarkdownPage.Append(page, table);
        return page.ToString();
    }
}
