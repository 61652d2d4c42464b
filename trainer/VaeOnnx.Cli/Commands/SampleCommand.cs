using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>sample DIR</c>: images decoded from the prior, z ~ N(0, I).</summary>
internal sealed class SampleCommand : ImageFileCommand
{
    private const int SheetImages = 10 * SheetColumns;

    private readonly SettingOptions<SampleSettings> _settings;

    public SampleCommand()
        : base("sample", "Make new images from a bundle's prior.") => _settings = new SettingOptions<SampleSettings>(this, "sample");

    public override IReadOnlyList<string> Examples { get; } =
        ["sample artifacts/mnist --count 160 --out samples-images-idx3-ubyte.gz --sheet samples.png"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        var count = settings.Count;
        RequireOutputs(arguments);
        using var bundle = Bundle.Load(arguments);
        var spec = bundle.Manifest.Image;
        if ((long)count * spec.Length > Array.MaxLength)
            throw new UsageException($"--count {count} images are more than one file can hold. Ask for fewer, in several runs with different seeds.");
        var images = new byte[count * spec.Length];
        bundle.Decoder.Sample(images, settings.Seed, cancellationToken: cancellation);
        ImageOutput.Write(arguments.GetRequiredValue(Out)!, spec, images, shell);
        if (arguments.GetValue(Sheet) is { } sheet)
            ImageOutput.WriteSheet(sheet, images.AsSpan(0, Math.Min(count, SheetImages) * spec.Length), spec, SheetColumns, shell);
        return Task.CompletedTask;
    }
}
