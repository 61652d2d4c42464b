using System.Globalization;
using System.Text;
using System.Text.Json;
using VaeOnnx.Runtime.Benchmarks;

namespace VaeOnnx.Export.Benchmarks;

/// <summary>What exporting costs, and on what that was measured.</summary>
internal sealed record ExportReport(Machine Machine, IReadOnlyList<ExportFigure> Figures)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes export-speed.json and export-speed.md.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "export-speed.json"), JsonSerializer.Serialize(this, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "export-speed.md"), Page());
    }

    private string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What exporting costs

            Written by `dotnet cake --target=ExportSpeed`; the numbers are in [export-speed.json](export-speed.json) too.

            {Machine.Processor}, {Machine.Cores} cores, {Machine.Vectors}, {Machine.System}; {Machine.DotNet}, ONNX Runtime {Machine.OnnxRuntime}, TorchSharp {Machine.TorchSharp}.

            The trace of 150 layers is the first export of its process, compiling included. Reading the weights is one copy of every one of them out of TorchSharp's memory. A copy of the weights is their size; memory is the process's resident memory beyond what it was before. The network of 2.4 GB does not fit into one protobuf message: its weights go to `net.onnx.data`.

            | figure | measured | limit | |
            |---|---:|---:|---|

            """);
        foreach (var figure in Figures)
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.Value:0.00} {figure.Unit} | {(double.IsFinite(figure.Limit) ? figure.Limit.ToString("0.##", CultureInfo.InvariantCulture) : "")} | {(figure.IsWithinLimit ? "within" : "beyond")} |\n");
        return text.ToString();
    }
}
