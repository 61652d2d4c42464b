using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>data info</c>: which data the other commands would use, why, and what is in it.</summary>
internal sealed class DataInfoCommand : ShellCommand
{
    private const int SheetImages = 200;
    private const int SheetColumns = 20;

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

    public override IReadOnlyList<string> Examples { get; } = ["data info", "data info --data my-idx-files --sheet first.png"];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var sheet = arguments.GetValue(_sheet);
        Output.RequireFiles(arguments.GetValue(_force), (_sheet.Name, sheet));
        var data = (await _data.LocateAsync(arguments, shell, cancellation).ConfigureAwait(false)).Data;
        var train = DataSummary.Of(data.Train);
        var test = DataSummary.Of(data.Test);
        shell.Print(Sizes(train, test));
        shell.Print(Classes(train, test));
        if (sheet is not null)
            AtomicFile.WriteAllBytes(sheet, ContactSheet.Encode(data.Train.Take(SheetImages).Pixels.Span, data.Train.Spec, SheetColumns));
    }

    private static ReportTable Sizes(DataSummary train, DataSummary test) => new(
        train.Name,
        ["", "train", "test"],
        [
            ["images", Text.Count(train.Count), Text.Count(test.Count)],
            ["size (C×H×W)", Size(train.Spec), Size(test.Spec)],
            ["pixels", $"{train.Min} to {train.Max}", $"{test.Min} to {test.Max}"],
            ["mean (of white)", Text.Fraction(train.Mean), Text.Fraction(test.Mean)],
            ["standard deviation", Text.Fraction(train.StandardDeviation), Text.Fraction(test.StandardDeviation)],
        ],
        $"SHA-256 of pixels and labels: {train.Sha256} (train), {test.Sha256} (test)");

    private static ReportTable Classes(DataSummary train, DataSummary test) => new(
        "Images a class",
        ["class", "train", "test"],
        [.. train.Classes.Zip(test.Classes, (a, b) => (IReadOnlyList<string>)[a.Name, Text.Count(a.Count), Text.Count(b.Count)])]);

    private static string Size(ImageSpec spec) => $"{spec.Channels}×{spec.Height}×{spec.Width}";
}
