using Spectre.Console;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>Shows a training while it runs: a bar on a terminal, events for programs, plain lines elsewhere; and a summary that stays.</summary>
internal static class TrainingDisplay
{
    /// <summary>Runs a training under its display.</summary>
    /// <param name="shell">Where to show it.</param>
    /// <param name="title">What is trained.</param>
    /// <param name="fit">The training; it reports to what it is given.</param>
    public static TrainingResult Run(Shell shell, string title, Func<IProgress<TrainingProgress>, TrainingResult> fit)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = shell.IsInteractive ? RunWithBar(shell, title, fit) : fit(new ResumptionNotice(title, shell.Line, shell.Mode == ShellMode.Json ? new TrainingEvents(shell, title) : new TrainingLines(shell, title)));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        if (shell.Mode == ShellMode.Json)
            shell.Report(new TrainedEvent(title, result.Steps, result.History.Count, result.BestEpoch, elapsed.TotalSeconds));
        else
            shell.Line(TrainingText.Summary(title, result, elapsed));
        return result;
    }

    private static TrainingResult RunWithBar(Shell shell, string title, Func<IProgress<TrainingProgress>, TrainingResult> fit) =>
        shell.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 24 }, new TrainingColumn())
            .Start(context => fit(new ResumptionNotice(title, shell.Console.WriteLine, new TrainingBar(context.AddTask(Markup.Escape(title))))));
}
