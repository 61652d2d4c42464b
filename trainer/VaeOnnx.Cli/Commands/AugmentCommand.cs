using System.CommandLine;
using System.Text.Json;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Generation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>augment DIR</c>: new images near given ones, with their labels.</summary>
internal sealed class AugmentCommand : ConfiguredCommand
{
    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<AugmentSettings> _settings;
    private readonly OutputOptions _output;
    private readonly Option<string?> _summary;

    public AugmentCommand()
        : base("augment", "Generate new training images near given ones, labels carried along.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _settings = new SettingOptions<AugmentSettings>(this, "augment");
        _output = new OutputOptions(this);
        _summary = Add<string>("--summary", "Also write down what the gates let pass.", "FILE.json");
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "augment artifacts/mine --in my-images --copies 2 --seed 1 --out more-images --sheet more.png",
        "augment artifacts/mnist --in train-images-idx3-ubyte.gz --copies 2 --seed 1 --out more-images-idx3-ubyte.gz",
        "augment artifacts/mnist --in my-idx-files --confirm --novel --shard 1/4 --out part1-images-idx3-ubyte --summary part1.json",
    ];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        _output.Require(arguments, (_summary.Name, arguments.GetValue(_summary)));
        using var bundle = _bundle.Load(arguments);
        var originals = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        using var gates = await AugmentGates.OpenAsync(settings, bundle, originals, shell, cancellation).ConfigureAwait(false);
        if (gates is null && arguments.GetValue(_summary) is not null)
            throw new UsageException("--summary: there are no gates to tell of. Add --confirm or --novel, or leave it out.");
        var set = new AugmentedSet(bundle, originals, settings, gates);
        var (first, end) = set.Places;
        if (first == end)
            throw new UsageException($"--shard {settings.Shard}: there are no images in it, of {Text.Count(set.Total)} in all. Take fewer shards.");
        using var writing = _output.Open(arguments, path => PlanOf(originals, path, settings, end - first, gates is not null));
        var source = first % originals.Count;
        var columns = Math.Min(SheetLayout.ColumnsOf(originals.Spec), originals.Count - source);
        var sheet = new AugmentationSheet(originals.Spec, source, columns);
        foreach (var image in set.Images(cancellation))
        {
            writing.Write(image.Values.Span, _ => image.From);
            sheet.Add(image);
        }

        if (gates is not null)
            Report(bundle, set, gates.Gates, settings, arguments.GetValue(_summary), shell);
        writing.Complete(() => sheet.Rows(Pixels.Of(originals.Source, source, columns)), columns, shell);
    }

    private static ImageOutputPlan PlanOf(InputImages originals, string path, AugmentSettings settings, int count, bool gated) =>
        ImageOutputPlan.Like(originals.Source, path, originals.Fit, copies: 1, originals.Storage) with
        {
            Count = count,
            MayBeFewer = gated,
            NamesDraws = settings.Copies > 1 || settings.WithOriginals,
        };

    private static void Report(VaeBundle bundle, AugmentedSet set, AcceptanceGates gates, AugmentSettings settings, string? path, Shell shell)
    {
        var summary = AcceptanceSummary.Of(bundle.Manifest.BundleId, set.Report, set.ClassNames, gates, settings.Seed, settings.Shard?.ToString());
        shell.Print(summary.ToTable());
        if (path is not null)
        {
            AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(summary, AcceptanceJson.Default.AcceptanceSummary));
            shell.Wrote(OutputKind.Results, path, $"Wrote {path}.");
        }

        if (summary.Total.Accepted == 0 && !settings.WithOriginals)
            throw new DataFormatException("what was generated", "images of which the gates accept some", "none", "Raise --max-draws, lower --novel-quantile, or train the bundle longer.");
    }
}
