using System.Text.Json;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>Everything that a run measured; writes itself as JSON and as a page.</summary>
internal sealed record SpeedReport(Machine Machine, BatchFigures[] Batches, NoiseFigures[] Noise, Latency[] Latencies)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly int[] DenoisedBatches = [1, 64, 1024];
    private static readonly int[] LatencyBatches = [1, 64];
    private const int NoiseBatch = 1024;

    public IReadOnlyList<Figure> Figures => [.. Batches.SelectMany(batch => batch.Figures), .. Noise.Select(noise => noise.Share)];

    public static SpeedReport Measure(double seconds)
    {
        using var model = new BenchmarkModel(latentDim: 20);
        using var wide = new BenchmarkModel(latentDim: 128);
        BatchFigures[] batches = [.. DenoisedBatches.Select(batch => BatchFigures.Measure(model, batch, seconds))];
        NoiseFigures[] noise = [NoiseFigures.Measure(model, NoiseBatch, seconds), NoiseFigures.Measure(wide, NoiseBatch, seconds)];
        Latency[] latencies = [.. LatencyBatches.SelectMany(batch => LatencyFigures.Measure(model, batch, seconds / 10))];
        return new SpeedReport(Machine.Current, batches, noise, latencies);
    }

    public void Write(string folder)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "runtime-speed.json"), JsonSerializer.SerializeToUtf8Bytes(this, Indented));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "runtime-speed.md"), System.Text.Encoding.UTF8.GetBytes(SpeedPage.Of(this)));
    }
}
