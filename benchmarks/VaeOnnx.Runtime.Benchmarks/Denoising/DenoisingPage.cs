using System.Text;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A report as Markdown.</summary>
internal static class DenoisingPage
{
    public static string Of(DenoisingReport report)
    {
        var page = new StringBuilder();
        var machine = report.Machine;
        page.Append($"""
            # How fast photographs are denoised

            Written by `dotnet cake --target=DenoisingSpeed`; the numbers are in [denoising-speed.json](denoising-speed.json) too.

            {machine.Processor}, {machine.Cores} cores, {machine.Vectors}, {machine.System}; {machine.DotNet}, ONNX Runtime {machine.OnnxRuntime}.
            A grey image of {report.Side}×{report.Side} pixels, bytes to bytes. The U-Nets are the trainer's `ResidualUNet` with its default widths, for photographs (1.04 million weights), and with half of them; the weights are drawn, as time does not depend on them. OpenCV's non-local means has its own windows (7 and 21 pixels). Tiles overlap by what the network sees; an image that fits a tile is run whole.

            A ratio is the median over rounds, each way's turn against the first line's turn in the same round, in changing order; in brackets the 95 % confidence interval of that median.


            """);
        foreach (var times in report.Threads)
            Append(page, times, report.Side);
        return page.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder page, DenoisingTimes times, int side)
    {
        page.AppendLine($"## {times.Threads} thread{(times.Threads == 1 ? "" : "s")}").AppendLine().AppendLine("| way | ms a megapixel | time, first line = 1 | managed bytes a call |").AppendLine("|---|---:|---|---:|");
        foreach (var way in times.Ways)
            page.AppendLine($"| {way.Name} | {way.Microseconds * 1e3 / (side * side):0} | {way.Ratio:0.000} [{way.RatioLow:0.000}, {way.RatioHigh:0.000}] | {way.BytesPerCall:0} |");
        page.AppendLine();
    }
}
