using System.CommandLine;
using VaeOnnx.Cli.Generation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
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
        var images = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        Require(bundle, images, settings, shell);
        var keepsLabels = images.Source.IsLabelled && !settings.AcrossClasses;
        var pairs = ImagePairs.Draw(images.Source, settings.Pairs, keepsLabels, settings.Seed);
        using var writing = _output.Open(arguments, path => PlanOf(images, path, settings, keepsLabels));
        var row = new SheetRow(images.Spec, Math.Min(SheetRows, pairs.Count) * settings.Steps);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (from, to) = pairs[pair];
            var frames = Frames(bundle, images, from, to, settings, cancellation);
            var ends = ImagePair.Of(images.Source, pair, from, to);
            writing.Write(frames, step => new OutputImage { Pair = ends, Label = keepsLabels ? images.Source.Labels.Span[from] : null, Seed = settings.Seed, Draw = step });
            row.Add(frames);
        }

        writing.Complete(() => row.Bytes.ToArray(), settings.Steps, shell);
        return Task.CompletedTask;
    }

    private static void Require(VaeBundle bundle, InputImages images, InterpolateSettings settings, Shell shell)
    {
        var (classes, warps) = (bundle.Augmenter.Classes > 0, bundle.Manifest.Deforms());
        if (warps && (settings.AcrossClasses || !images.Source.IsLabelled))
            throw new UsageException("interpolate: the bundle's VAE deforms an image into another of its class. Name labelled images, and leave out --across-classes.");
        if (classes && settings.AcrossClasses)
            shell.Line("Between two classes the class is blended as the latent is: from all of the one to all of the other.");
        if (warps)
            shell.Line("The first image of each way is deformed step by step, until it has the shape of the second.");
    }

    private static float[] Frames(VaeBundle bundle, InputImages images, int from, int to, InterpolateSettings settings, CancellationToken cancellation)
    {
        if (bundle.Augmenter.Classes == 0)
            return bundle.Augmenter.Interpolate(images.Image(from), images.Image(to), settings.Steps, settings.Way, cancellation);
        var frames = new float[settings.Steps * images.Spec.Length];
        int LabelOf(int index) => images.LabelsFor(bundle.Manifest.ClassNames, index, 1)[0];
        bundle.Augmenter.Interpolate(images.Image(from), LabelOf(from), images.Image(to), LabelOf(to), frames, settings.Way, cancellation);
        return frames;
    }

    // Numbered by pair and step: an image between two files has the name of neither.
    private static ImageOutputPlan PlanOf(InputImages images, string path, InterpolateSettings settings, bool keepsLabels) =>
        ImageOutputPlan.Like(images.Source, path, fit: null, settings.Steps, images.Storage) with { Count = checked(settings.Pairs * settings.Steps), ClassNames = keepsLabels ? images.Source.ClassNames : [] };
}
