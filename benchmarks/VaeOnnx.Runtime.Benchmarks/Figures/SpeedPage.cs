using System.Text;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A report as Markdown.</summary>
internal static class SpeedPage
{
    public static string Of(SpeedReport report)
    {
        var page = new StringBuilder();
        var machine = report.Machine;
        page.Append($"""
            # What the runtime costs

            Written by `dotnet cake --target=Benchmarks`; the numbers are in [runtime-speed.json](runtime-speed.json) too.

            {machine.Processor}, {machine.Cores} cores, {machine.Vectors}, {machine.System}; {machine.DotNet}, ONNX Runtime {machine.OnnxRuntime}, TorchSharp {machine.TorchSharp}. One thread inside a run, no spinning.
            The network is the paper's, 784-400-20-400-784, in float32: `Denoiser.Denoise` is encoder and decoder in one graph.

            A ratio is the median over rounds of a few milliseconds, each contender's turn against the other's turn in the same round (the first line's, unless said otherwise), in changing order; in brackets the 95 % confidence interval of that median. Times are medians too, and a busy machine makes them longer; ratios bear it better.


            """);
        AppendLimits(page, report.Figures);
        foreach (var batch in report.Batches)
            AppendBatch(page, batch);
        foreach (var noise in report.Noise)
            AppendTimes(page, $"Noise: batch {noise.Batch}, {noise.LatentDim} latents", noise.Times);
        AppendLatencies(page, report.Latencies);
        return page.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void AppendLimits(StringBuilder page, IEnumerable<Figure> figures)
    {
        page.AppendLine("| figure | measured | limit | |").AppendLine("|---|---:|---:|---|");
        foreach (var figure in figures)
            page.AppendLine($"| {figure.What} | {figure.Value:0.000} | {figure.Limit:0.00} | {(figure.IsWithinLimit ? "within" : "**beyond**")} |");
        page.AppendLine();
    }

    private static void AppendBatch(StringBuilder page, BatchFigures batch)
    {
        AppendTimes(page, $"Denoise: batch {batch.Batch}", batch.Times);
        page.AppendLine($"Floats with the search for NaN and infinity, against without: {Interval(batch.Checked)}. Bytes against floats: {Interval(batch.Converted)}.").AppendLine();
    }

    private static void AppendTimes(StringBuilder page, string title, IEnumerable<PairedTimes> times)
    {
        page.AppendLine($"## {title}").AppendLine().AppendLine("| | µs a call | ratio | managed bytes a call |").AppendLine("|---|---:|---|---:|");
        foreach (var time in times)
            page.AppendLine($"| {time.Name} | {time.Microseconds:0.0} | {Interval(time)} | {time.BytesPerCall:0} |");
        page.AppendLine();
    }

    private static string Interval(PairedTimes times) => $"{times.Ratio:0.000} [{times.RatioLow:0.000}, {times.RatioHigh:0.000}]";

    private static void AppendLatencies(StringBuilder page, IEnumerable<Latency> latencies)
    {
        page.AppendLine("## Latency under threads").AppendLine();
        page.AppendLine("Threads call as fast as they can: one bundle shared by all, or a raw session for each. With more threads than cores a call waits for a core, whoever makes it.").AppendLine();
        page.AppendLine("| batch | threads | | calls a second | p50 µs | p99 µs | p99.9 µs |").AppendLine("|---:|---:|---|---:|---:|---:|---:|");
        foreach (var latency in latencies)
            page.AppendLine($"| {latency.Batch} | {latency.Threads} | {latency.Name} | {latency.CallsPerSecond:0} | {latency.P50:0.0} | {latency.P99:0.0} | {latency.P999:0.0} |");
    }
}
