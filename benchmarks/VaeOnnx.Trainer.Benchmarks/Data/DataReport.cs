using System.Globalization;
using System.Text;
using System.Text.Json;
using VaeOnnx.Runtime.Benchmarks;

namespace VaeOnnx.Trainer.Benchmarks.Data;

/// <summary>What reading images costs, and on what that was measured.</summary>
internal sealed record DataReport(Machine Machine, IReadOnlyList<DecodeFigure> Decoding)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes data-speed.json and data-speed.md.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "data-speed.json"), JsonSerializer.Serialize(this, s_json) + "\n");
        File.WriteAllText(Path.Combine(folder, "data-speed.md"), Page());
    }

    public string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What reading images costs

            Written by `dotnet cake --target=DataSpeed`; the numbers are in [data-speed.json](data-speed.json) too.

            {Machine.Processor}, {Machine.Cores} cores, {Machine.Vectors}, {Machine.System}; {Machine.DotNet}, TorchSharp {Machine.TorchSharp}.

            ## From file to tensor

            Batches of 64 float32 images in [0, 1], decoded on all cores; the files are in the system's cache.

            | images | images/s | megapixels/s |
            |---|---:|---:|

            """);
        foreach (var figure in Decoding)
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.ImagesPerSecond:N0} | {figure.MegapixelsPerSecond:0.0} |\n");
        return text.ToString();
    }
}
