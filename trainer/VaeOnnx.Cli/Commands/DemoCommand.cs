using System.CommandLine;
using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>demo</c>: the whole path in minutes.</summary>
internal sealed class DemoCommand : ConfiguredCommand
{
    private readonly DataOptions _data;
    private readonly SettingOptions<DemoChoices> _choices;
    private readonly Option<bool> _force;

    public DemoCommand()
        : base("demo", "Train, export, load, augment, denoise and judge: the whole path in minutes, with a report. It writes no checkpoints: stopped, it starts anew.")
    {
        _data = new DataOptions(this);
        _choices = new SettingOptions<DemoChoices>(this, "demo");
        _force = Add("--force", "Replace an existing bundle at --out; without --out the last demo is always replaced.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["demo", "demo --data my-images --epochs 20 --out artifacts/mine"];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var config = ReadConfig(arguments);
        var (data, choices) = (_data.Read(arguments, config), _choices.Read(arguments, config));
        var folder = choices.Out ?? DemoChoices.DefaultOut;
        // Under its own name a demo replaces the last one: it promises nothing of earlier runs.
        Output.RequireBundle("--out", folder, choices.Out is null || arguments.GetValue(_force));
        var located = await DataOptions.LocateAsync(data, shell, cancellation).ConfigureAwait(false);
        new DemoRun(located, data, choices.For(located.Data.Train.Count), shell).Run(folder, cancellation);
        shell.Wrote(OutputKind.Bundle, folder, $"Wrote {folder} in {Text.Duration(TimeProvider.System.GetElapsedTime(started))}: open {Path.Combine(folder, TrainingReport.FileName)} in a browser.");
    }
}
