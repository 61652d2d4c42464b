using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>augment DIR</c>: new images near given ones, with their labels.</summary>
internal sealed class AugmentCommand : ImageFileCommand
{
    // The originals and seven copies still make a picture that fits a screen.
    private const int SheetCopies = 7;

    private readonly Option<string?> _in;
    private readonly Option<string?> _labels;
    private readonly Option<string?> _labelsOut;
    private readonly SettingOptions<AugmentSettings> _settings;

    public AugmentCommand()
        : base("augment", "Generate new training images near given ones, labels carried along.")
    {
        _in = Add<string>("--in", "IDX file of images, gzipped or not.", "FILE", required: true);
        _labels = Add<string>("--labels", "IDX file of their labels; needs --labels-out.", "FILE");
        _labelsOut = Add<string>("--labels-out", "IDX file for the generated images' labels.", "FILE");
        _settings = new SettingOptions<AugmentSettings>(this, "augment");
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "augment artifacts/mnist --in train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz --copies 2 --seed 1 --out more-images-idx3-ubyte.gz --labels-out more-labels-idx1-ubyte.gz",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        var copies = settings.Copies;
        var (labels, labelsOut) = (arguments.GetValue(_labels), arguments.GetValue(_labelsOut));
        if ((labels is null) != (labelsOut is null))
            throw new UsageException("--labels and --labels-out belong together: name both or neither.");
        RequireOutputs(arguments, _labelsOut);

        using var bundle = Bundle.Load(arguments);
        var originals = ReadImages(arguments.GetRequiredValue(_in)!, labels, bundle.Manifest);
        var generated = Generate(bundle.Augmenter, originals, copies, settings.ToOptions(), cancellation);
        ImageOutput.Write(arguments.GetRequiredValue(Out)!, originals.Spec, generated, shell);
        if (labelsOut is not null)
            IdxFile.WriteLabels(labelsOut, Repeat(originals.Labels.Span, copies));
        if (arguments.GetValue(Sheet) is { } sheet)
            WriteSheet(sheet, originals, generated, copies, shell);
        return Task.CompletedTask;
    }

    private static byte[] Generate(Augmenter augmenter, ImageSet originals, int copies, AugmentOptions options, CancellationToken cancellation)
    {
        var length = originals.Pixels.Length;
        if ((long)length * copies > Array.MaxLength)
            throw new UsageException($"--copies {copies} of {Text.Count(originals.Count)} images are more than one file can hold. Ask for fewer, in several runs with different seeds.");
        var generated = new byte[length * copies];
        for (var copy = 0; copy < copies; copy++)
            augmenter.Augment(originals.Pixels.Span, generated.AsSpan(copy * length, length), options with { Draw = copy }, augmenter.Classes == 0 ? [] : originals.Labels.Span, cancellation);
        return generated;
    }

    private static int[] Repeat(ReadOnlySpan<int> labels, int copies)
    {
        var repeated = new int[labels.Length * copies];
        for (var copy = 0; copy < copies; copy++)
            labels.CopyTo(repeated.AsSpan(copy * labels.Length));
        return repeated;
    }

    private static void WriteSheet(string path, ImageSet originals, byte[] generated, int copies, Shell shell)
    {
        var length = originals.Pixels.Length;
        IEnumerable<ReadOnlyMemory<byte>> rows = Enumerable.Range(0, Math.Min(copies, SheetCopies)).Select(copy => (ReadOnlyMemory<byte>)generated.AsMemory(copy * length, length));
        ImageOutput.WriteSheet(path, SheetLayout.Bands(originals.Spec, SheetColumns, bands: 1, [originals.Pixels, .. rows]), originals.Spec, SheetColumns, shell);
    }
}
