using System.CommandLine;
using System.Text;
using System.Text.Json;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Experiments.Denoising;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>experiment denoising</c>: bundles against each other and against filters that nobody trains.</summary>
internal sealed class ExperimentDenoisingCommand : ConfiguredCommand
{
    private readonly DataOptions _data;
    private readonly SettingOptions<DenoisingSettings> _settings;

    public ExperimentDenoisingCommand()
        : base("denoising", "Put noise on images and take it off again by bundles and by tuned median, Gaussian, non-local-means and TV filters, the same noisy images for all. Finished runs are kept in --out and not made again.")
    {
        _data = new DataOptions(this);
        _settings = new SettingOptions<DenoisingSettings>(this, DenoisingSettings.Section);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "experiment denoising --bundles artifacts/clean --judge artifacts/digits --noises gaussian:0.1,gaussian:0.5,speckle:0.5 --out artifacts/denoising",
        "experiment denoising --bundles artifacts/clean --part validation --images 1000 --out artifacts/denoising-chosen",
    ];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var config = ReadConfig(arguments);
        var settings = _settings.Read(arguments, config);
        var data = _data.Read(arguments, config);
        var located = await DataOptions.LocateAsync(data, shell, cancellation).ConfigureAwait(false);
        using var bundles = new DenoisingBundles(settings.ReadBundles(), settings.Judge, located.Data.Train.Spec);
        var division = DataDivision.Create(located.Data, data.ToDivision(bundles.SplitSeed));
        foreach (var name in bundles.NotTrainedOn(division.Training))
            shell.Line($"Note: {name} was trained on other images than this data's training images: see to it that it never saw those which are denoised here.");
        var experiment = new DenoisingExperiment(division.Training, PartOf(division, settings.Part), bundles, settings, shell);
        var results = experiment.Run(cancellation);
        var page = DenoisingReport.Create(results, experiment.Figures(results, cancellation));
        foreach (var table in page.Results)
            shell.Print(table);
        foreach (var verdict in page.Caveats)
            shell.Line(verdict);
        Write(settings.Out, page, results);
        shell.Wrote(OutputKind.Results, settings.Out, $"Wrote {settings.Out}: results.md, results.json and report.html.");
    }

    private static ImageSource PartOf(DataDivision division, ImagePart part) => part switch
    {
        ImagePart.Train => division.Training,
        ImagePart.Validation => division.Validation,
        _ => division.Test,
    } ?? throw new UsageException($"--part {part.ToString().ToLowerInvariant()}: the data has no such images. Name another part, or draw one by --validation or --test.");

    private static void Write(string folder, ReportPage page, DenoisingResults results)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "results.json"), JsonSerializer.SerializeToUtf8Bytes(results, DenoisingJson.Default.DenoisingResults));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "results.md"), Encoding.UTF8.GetBytes(MarkdownPage.Render(page, CommandLine(results))));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "report.html"), Encoding.UTF8.GetBytes(HtmlReport.Render(page)));
    }

    // Where images, bundles and results lie differs from machine to machine.
    private static string CommandLine(DenoisingResults results) => FormattableString.Invariant(
        $"vaeonnx experiment denoising --data DATA --bundles DIRS --judge DIR --part {results.Part} --images {results.Images} --noises {string.Join(',', results.Noises())}");
}
