using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>augment DIR</c>: new images near given ones, with their labels.</summary>
internal sealed class AugmentCommand : ConfiguredCommand
{
    // The originals and seven copies still make a picture that fits a screen.
    private const int SheetCopies = 7;

    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<AugmentSettings> _settings;
    private readonly OutputOptions _output;

    public AugmentCommand()
        : base("augment", "Generate new training images near given ones, labels carried along.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _settings = new SettingOptions<AugmentSettings>(this, "augment");
        _output = new OutputOptions(this);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "augment artifacts/mine --in my-images --copies 2 --seed 1 --out more-images --sheet more.png",
        "augment artifacts/mnist --in train-images-idx3-ubyte.gz --copies 2 --seed 1 --out more-images-idx3-ubyte.gz",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        _output.Require(arguments);
        using var bundle = _bundle.Load(arguments);
        var originals = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        using var writing = _output.Open(arguments, path => ImageOutputPlan.Like(originals.Source, path, originals.Fit, settings.Copies, originals.Storage));
        var columns = Math.Min(SheetLayout.ColumnsOf(originals.Spec), originals.Count);
        var rows = new List<ReadOnlyMemory<byte>> { Pixels.First(originals.Source, columns) };
        for (var copy = 0; copy < settings.Copies; copy++)
        {
            var row = new SheetRow(originals.Spec, columns);
            Generate(bundle, originals, settings.ToOptions() with { Draw = copy }, writing, row, cancellation);
            if (copy < SheetCopies)
                rows.Add(row.Bytes);
        }

        writing.Complete(() => SheetLayout.Bands(originals.Spec, columns, bands: 1, rows), columns, shell);
        return Task.CompletedTask;
    }

    private static void Generate(VaeBundle bundle, InputImages originals, AugmentOptions options, ImageWriting writing, SheetRow row, CancellationToken cancellation)
    {
        foreach (var (first, values) in originals.Chunks())
        {
            // In place: the originals are read again for the next copy.
            int[] labels = bundle.Augmenter.Classes == 0 ? [] : originals.LabelsFor(bundle.Manifest.ClassNames, first, values.Length / originals.Spec.Length);
            bundle.Augmenter.Augment(values, values, options with { FirstSampleIndex = first }, labels, cancellation);
            writing.Write(values, i => OutputImage.Of(originals.Source, first + i, options.Seed, options.Draw));
            row.Add(values);
        }
    }
}
