using System.CommandLine;
using System.Text;
using System.Text.Json;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Experiments;
using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>experiment augmentation</c>: does it help a classifier, and by how much?</summary>
internal sealed class ExperimentAugmentationCommand : ConfiguredCommand
{
    private readonly DataOptions _data;
    private readonly SettingOptions<AugmentationSettings> _settings;
    private readonly SettingOptions<WarpSettings> _warp;

    public ExperimentAugmentationCommand()
        : base("augmentation", "Train a classifier on original and on augmented images, everything else equal, and compare over seeds. Finished runs are kept in --out and not made again.")
    {
        _data = new DataOptions(this);
        _settings = new SettingOptions<AugmentationSettings>(this, "augmentation");
        _warp = new SettingOptions<WarpSettings>(this, "warp");
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "experiment augmentation --per-class 50 --out artifacts/augmentation-50",
        "experiment augmentation --arms original,generated,both --classifier paper --optimizer sgd --learning-rate 0.01 --batch-size 128 --steps 10750 --epochs 25 --schedule constant --out artifacts/augmentation-paper",
    ];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var config = ReadConfig(arguments);
        var settings = _settings.Read(arguments, config);
        var (arms, seeds) = (settings.ReadArms(), settings.ReadSeeds());
        var located = await DataOptions.LocateAsync(_data.Read(arguments, config), shell, cancellation).ConfigureAwait(false);
        var experiment = new AugmentationExperiment(located.Data, settings, _warp.Read(arguments, config), shell);
        var results = experiment.Run(arms, seeds, cancellation);
        var page = AugmentationReport.Create(results, experiment.Figures(arms, seeds[0], cancellation));
        shell.Print(AugmentationTables.Arms(results));
        shell.Print(AugmentationTables.Differences(results));
        foreach (var verdict in page.Caveats)
            shell.Line(verdict);
        Write(settings.Out, page, results, CommandLine(arguments));
        shell.Wrote(OutputKind.Results, settings.Out, $"Wrote {settings.Out}: results.md, results.json and report.html.");
    }

    private static void Write(string folder, ReportPage page, AugmentationResults results, string command)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "results.json"), JsonSerializer.SerializeToUtf8Bytes(results, AugmentationJson.Default.AugmentationResults));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "results.md"), Encoding.UTF8.GetBytes(MarkdownPage.Render(page, command)));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "report.html"), Encoding.UTF8.GetBytes(HtmlReport.Render(page)));
    }

    // Where images, configuration and results lie differs from machine to machine.
    private string CommandLine(ParseResult arguments)
    {
        string[] places = ["--data", "--config", "--out"];
        var given = Options.Where(option => !places.Contains(option.Name) && arguments.GetResult(option) is { Implicit: false });
        return $"vaeonnx experiment augmentation --data DATA {string.Join(' ', given.Select(option => $"{option.Name} {string.Join(' ', arguments.GetResult(option)!.Tokens)}"))}";
    }
}
