using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>data info</c>: which data the other commands would use, why, and what is in it.</summary>
internal sealed class DataInfoCommand : ConfiguredCommand
{
    private const int SheetImages = 200;

    private readonly DataOptions _data;
    private readonly Option<string?> _sheet;
    private readonly Option<bool> _force;

    public DataInfoCommand()
        : base("info", "Say which data would be used and why, with counts, statistics and hashes.")
    {
        _data = new DataOptions(this);
        _sheet = Add<string>("--sheet", $"Also write the first {SheetImages} training images as one picture.", "FILE.png");
        _force = Add("--force", "Replace an existing picture.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["data info", "data info --data my-images --sheet first.png"];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var sheet = arguments.GetValue(_sheet);
        Output.RequireFiles(arguments.GetValue(_force), (_sheet.Name, sheet));
        var settings = _data.Read(arguments, ReadConfig(arguments));
        var located = await DataOptions.LocateAsync(settings, shell, cancellation).ConfigureAwait(false);
        var data = located.Data;
        var train = DataSummary.Of(data.Train);
        DataSummary[] parts = [train, .. new[] { data.Validation, data.Test }.OfType<ImageSource>().Select(DataSummary.Of)];
        string[] names = ["train", .. data.Validation is null ? [] : new[] { "validation" }, .. data.Test is null ? [] : new[] { "test" }];
        shell.Print(Sizes(parts, names));
        if (train.Classes.Count > 0)
            shell.Print(Classes(parts, names));
        foreach (var table in DataTables.Found(located.Report))
            shell.Print(table);
        foreach (var line in Draws(data, settings))
            shell.Line(line);
        PrintDuplicates(data, settings, shell);
        if (sheet is not null)
            ImageWriting.WriteSheet(sheet, Pixels.First(data.Train, SheetImages), data.Train.Spec, SheetLayout.ColumnsOf(data.Train.Spec), shell);
    }

    // In the parts as a training would draw them with the default seed.
    private static void PrintDuplicates(DataParts data, DataSettings settings, Shell shell)
    {
        var duplicates = DuplicateReport.Of(DataDivision.Create(data, settings.ToDivision(new DivisionOptions().Seed)));
        if (duplicates.IsEmpty)
            shell.Line("No image is in two of the parts training, validation and test.");
        else
            shell.Print(DataTables.Duplicates(duplicates));
    }

    private static IEnumerable<string> Draws(DataParts data, DataSettings settings)
    {
        if (data.Validation is null)
            yield return $"No validation images of its own: a training draws {Text.Percent(settings.Validation)} of each class for that (--validation).";
        if (data.Test is null)
            yield return $"No test images of its own: a training draws {Text.Percent(settings.Test)} of each class for that (--test).";
    }

    private static ReportTable Sizes(DataSummary[] parts, string[] names) => new(
        parts[0].Name,
        ["", .. names],
        [
            ["images", .. parts.Select(part => Text.Count(part.Count))],
            ["size (C×H×W)", .. parts.Select(part => Size(part.Spec))],
            ["pixels", .. parts.Select(part => $"{part.Min} to {part.Max}")],
            ["mean (of white)", .. parts.Select(part => Text.Fraction(part.Mean))],
            ["standard deviation", .. parts.Select(part => Text.Fraction(part.StandardDeviation))],
        ],
        $"SHA-256 of pixels and labels: {string.Join(", ", parts.Zip(names, (part, name) => $"{part.Sha256} ({name})"))}");

    private static ReportTable Classes(DataSummary[] parts, string[] names) => new(
        "Images a class",
        ["class", .. names],
        [.. parts[0].Classes.Select((named, label) => (IReadOnlyList<string>)[named.Name, .. parts.Select(part => Text.Count(part.Classes.ElementAtOrDefault(label)?.Count ?? 0))])]);

    private static string Size(ImageSpec spec) => $"{spec.Channels}×{spec.Height}×{spec.Width}";
}
