using System.CommandLine;
using VaeOnnx.Cli.Generation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>sample DIR</c>: images decoded from the prior, z ~ N(0, I), or from where the encoder puts given images.</summary>
internal sealed class SampleCommand : ConfiguredCommand
{
    private const int SheetRows = 10;
    private const int Chunk = 64;

    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<SampleSettings> _settings;
    private readonly OutputOptions _output;

    public SampleCommand()
        : base("sample", "Make new images from a bundle's prior, or from where its encoder puts given ones.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this, "Draw z from a Gaussian a class fitted to the latents of these images, instead of from the prior");
        _settings = new SettingOptions<SampleSettings>(this, "sample");
        _output = new OutputOptions(this);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "sample artifacts/mine --count 160 --out samples --sheet samples.png",
        "sample artifacts/mine --in my-images --count 160 --out samples --sheet samples.png",
        "sample artifacts/mnist --count 160 --out samples-images-idx3-ubyte.gz --sheet samples.png",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        _output.Require(arguments);
        using var bundle = _bundle.Load(arguments);
        if (bundle.Manifest.Deforms())
            throw new UsageException("sample: the bundle's VAE deforms images and makes none of nothing. Give it some: augment.");
        var spec = bundle.Manifest.Image;
        var fitted = _input.AreGiven(arguments) ? FittedLatents.Of(bundle, _input.Read(arguments, bundle.Manifest, shell, cancellation), shell, cancellation) : null;
        var classNames = fitted?.ClassNames ?? (bundle.Decoder.Classes > 0 ? bundle.Manifest.ClassNames : []);
        var label = LabelsOf(classNames, settings.Class);
        using var writing = _output.Open(arguments, path => new ImageOutputPlan
        {
            Storage = ImageOutputPlan.StorageFor(path, ImageStorageExtensions.Find(bundle.Manifest.Data.Storage)),
            BitDepth = bundle.Manifest.Data.BitDepth ?? 8,
            Spec = spec,
            Count = settings.Count,
            ClassNames = classNames,
        });
        var columns = SheetLayout.ColumnsOf(spec);
        var row = new SheetRow(spec, SheetRows * columns);
        for (var first = 0; first < settings.Count; first += Chunk)
        {
            var values = new float[Math.Min(Chunk, settings.Count - first) * spec.Length];
            var start = first;
            int[] labels = label is null ? [] : [.. Enumerable.Range(first, values.Length / spec.Length).Select(label)];
            if (fitted is null)
                bundle.Decoder.Sample(values, settings.Seed, first, labels: labels, cancellationToken: cancellation);
            else
                fitted.Sample(bundle.Decoder, values, settings.Seed, first, labels, cancellation);
            writing.Write(values, i => new OutputImage { SourceIndex = start + i, Label = label?.Invoke(start + i), Seed = settings.Seed });
            row.Add(values);
        }

        writing.Complete(() => row.Bytes.ToArray(), columns, shell);
        return Task.CompletedTask;
    }

    /// <summary>The class of each image; null where there are none.</summary>
    private static Func<int, int>? LabelsOf(IReadOnlyList<string> names, string? wanted)
    {
        if (names.Count == 0)
            return wanted is null ? null : throw new UsageException("--class: the bundle's VAE was trained without labels. Leave it out, train with --conditional, or name labelled images with --in.");
        if (wanted is null)
            return index => index % names.Count;
        var label = names.ToList().IndexOf(wanted);
        return label >= 0 ? _ => label : throw new UsageException($"--class: expected one of {string.Join(", ", names)}, got '{wanted}'.");
    }
}
