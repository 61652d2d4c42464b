using System.Globalization;
using System.Text;
using System.Text.Json;
using VaeOnnx.Runtime.Benchmarks;

namespace VaeOnnx.Trainer.Benchmarks.Data;

/// <summary>What a training on more data than the memory budget holds needs, and on what that was measured.</summary>
internal sealed record MemoryReport(Machine Machine, IReadOnlyList<StreamingFigure> Streaming)
{
    private const double Mebi = 1 << 20;
    // The allocators' moods: the same training differs by a tenth from run to run.
    private const double Allowance = 1.15;
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Whether forty times the budget needs no more than five times, but for what is kept of each image. Data within the budget is over before allocators have come to rest.</summary>
    public bool IsFlat => Streaming.Where(figure => figure.BudgetBytes < long.MaxValue).All(figure => Working(figure) <= Allowance * Working(Streaming[1]));

    /// <summary>Writes data-memory.json and data-memory.md.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "data-memory.json"), JsonSerializer.Serialize(this, s_json) + "\n");
        File.WriteAllText(Path.Combine(folder, "data-memory.md"), Page());
    }

    public string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # More data than memory

            Written by `dotnet cake --target=DataMemory`; the numbers are in [data-memory.json](data-memory.json) too.

            {Machine.Processor}, {Machine.Cores} cores, {Machine.System}; {Machine.DotNet}, TorchSharp {Machine.TorchSharp}.

            JPEG files of 3x128x128, opened, checked and trained on for one epoch (an MLP VAE of 32 hidden units, batch 64), each in a process of its own. The peak is the most that was resident at once, with the runtime, torch, the model, its optimiser and the batches. Kept for the data are the names, sizes and fingerprints of the images, and their pixels where they fit the budget; it grows with the number of images. The rest does not, but for the allocators: a tenth from run to run, and data within the budget is over after two steps, before they have come to rest.

            | files | their pixels | memory budget | peak | of it kept for the data | bytes an image |
            |---:|---:|---:|---:|---:|---:|

            """);
        foreach (var figure in Streaming)
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Images:N0} | {figure.PixelBytes / Mebi:0} MiB | {(figure.BudgetBytes == long.MaxValue ? "none" : $"{figure.BudgetBytes / Mebi:0} MiB")} | {figure.PeakBytes / Mebi:0} MiB | {figure.ManagedBytes / Mebi:0.0} MiB | {figure.ManagedBytes / figure.Images:N0} |\n");
        return text.ToString();
    }

    private static double Working(StreamingFigure figure) => figure.PeakBytes - figure.ManagedBytes;
}
