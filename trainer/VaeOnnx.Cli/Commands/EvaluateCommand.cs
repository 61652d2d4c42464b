using System.CommandLine;
using System.Text;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Generation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>evaluate DIR</c>: how probable images are under a bundle's VAE, through its exported graphs.</summary>
internal sealed class EvaluateCommand : ConfiguredCommand
{
    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<EvaluateSettings> _settings;
    private readonly Option<string?> _out;
    private readonly Option<bool> _force;

    public EvaluateCommand()
        : base("evaluate", "Measure a bundle's VAE on images: negative ELBO and importance-weighted log-likelihood.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _settings = new SettingOptions<EvaluateSettings>(this, "evaluate");
        _out = Add<string>("--out", "Also write the results down, as Markdown.", "FILE.md");
        _force = Add("--force", "Replace an existing file.", false);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "evaluate artifacts/mine --in my-images --samples 500",
        "evaluate artifacts/mnist --in my-idx-files --part test --limit 0 --out likelihood.md",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        var path = arguments.GetValue(_out);
        Output.RequireFiles(arguments.GetValue(_force), (_out.Name, path));
        using var bundle = _bundle.Load(arguments);
        if (bundle.Manifest.Deforms())
            throw new UsageException("evaluate: the bundle's VAE deforms images and gives single ones no probability. Its report says how near it brings an image to others of its class.");
        var binarization = settings.Binarization ?? LikelihoodMeasurement.UsualFor(bundle.Manifest);
        var kind = LikelihoodMeasurement.KindOf(bundle.Manifest);
        if (binarization != Binarization.None && kind != LikelihoodKind.Bernoulli)
            throw new UsageException($"--binarization: {kind} pixels are of any grey, and black and white ones are nothing that they were fitted to. Leave it out.");
        var images = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        if (settings.Limit > 0 && settings.Limit < images.Count)
            images = images with { Source = images.Source.Select([.. Enumerable.Range(0, settings.Limit).Select(i => (int)((long)i * images.Count / settings.Limit))]) };
        var measurement = new LikelihoodMeasurement(bundle, binarization, settings.Samples, settings.Seed);
        foreach (var (first, values) in images.Chunks())
            measurement.Add(values, bundle.Augmenter.Classes == 0 ? [] : images.LabelsFor(bundle.Manifest.ClassNames, first, values.Length / images.Spec.Length), cancellation);
        var table = measurement.Result().ToTable("these images", kind);
        shell.Print(table);
        if (path is not null)
            Write(path, bundle.Manifest, images, table, shell);
        return Task.CompletedTask;
    }

    private static void Write(string path, BundleManifest manifest, InputImages images, ReportTable table, Shell shell)
    {
        var page = new ReportPage { Title = $"{manifest.Data.Name}: how probable its images are", Lead = $"Measured on {images.Source.Name} under bundle {manifest.BundleId}, on ONNX Runtime.", Details = [table] };
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(MarkdownPage.Render(page, $"vaeonnx evaluate DIR --in PATH --out {Path.GetFileName(path)}")));
        shell.Wrote(OutputKind.Results, path, $"Wrote {path}.");
    }
}
