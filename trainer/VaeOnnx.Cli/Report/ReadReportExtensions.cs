using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Report;

/// <summary>What was found when images were read, in lines.</summary>
internal static class ReadReportExtensions
{
    // More would push what matters off the screen; a training's report lists all.
    private const int BrokenShown = 5;

    public static void SayTo(this ImageReadReport report, Shell shell)
    {
        foreach (var note in report.Notes)
            shell.Line($"Note: {note}.");
        if (report.IsStreamed)
            shell.Line("Note: the pixels are more than --memory allows: they are read again for every pass.");
        if (report.Broken.Count == 0)
            return;
        shell.Line($"Skipped {Text.Count(report.Broken.Count)} file{(report.Broken.Count == 1 ? "" : "s")} that cannot be used{(report.Broken.Count > BrokenShown ? $"; the first {BrokenShown}" : "")}:");
        foreach (var broken in report.Broken.Take(BrokenShown))
            shell.Line($"  {broken.Path}: {Failure.OneLine(broken.Reason)}");
    }
}
