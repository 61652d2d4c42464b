using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>interpolate DIR</c>: images on the way from one image to another.</summary>
internal sealed class InterpolateCommand : ConfiguredCommand
{
    private const int SheetRows = 12;

    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<InterpolateSettings> _settings;
    private readonly OutputOptions _output;

    public InterpolateCommand()
        : base("interpolate", "Make the images on the way from one image to another, for pairs drawn from given ones.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _settings = new SettingOptions<InterpolateSettings>(this, "interpolate");
        _output = new OutputOptions(this);
    }

    public override IReadOnlyList<string> Examples { get; } = ["interpolate artifacts/mine --in my-images --pairs 10 --steps 8 --out between --sheet between.png"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        _output.Require(arguments);
        using var bundle = _bundle.Load(arguments);
        if (bundle.Augmenter.Classes > 0)
            throw new UsageException("interpolate: the bundle's VAE was trained with labels, and between two images there is none. Use one that was trained without --conditional.");
        var images = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        var keepsLabels = images.Source.IsLabelled && !settings.AcrossClasses;
        var pairs = ImagePairs.Draw(images.Source, settings.Pairs, keepsLabels, settings.Seed);
        using var writing = _output.Open(arguments, path => PlanOf(images, path, settings, keepsLabels));
        var row = new SheetRow(images.Spec, Math.Min(SheetRows, pairs.Count) * settings.Steps);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (from, to) = pairs[pair];
            var frames = bundle.Augmenter.Interpolate(images.Image(from), images.Image(to), settings.Steps, settings.Way, cancellation);
            var number = pair;
            writing.Write(frames, step => new OutputImage { SourceIndex = number, Label = keepsLabels ? images.Source.Labels.Span[from] : null, Seed = settings.Seed, Draw = step });
            row.Add(frames);
        }

        writing.Complete(() => row.Bytes.ToArray(), settings.Steps, shell);
        return Task.CompletedTask;
    }

    // Numbered by pair and step: an image between two files has the name of neither.
    private static ImageOutputPlan PlanOf(InputImages images, string path, InterpolateSettings settings, bool keepsLabels) =>
        ImageOutputPlan.Like(images.Source, path, fit: null, settings.Steps, images.Storage) with { Count = checked(settings.Pairs * settings.Steps), ClassNames = keepsLabels ? images.Source.ClassNames : [] };
}
