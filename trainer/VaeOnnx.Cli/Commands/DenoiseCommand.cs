using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>denoise DIR</c>: noisy images in, clean images out.</summary>
internal sealed class DenoiseCommand : ShellCommand
{
    private const int SheetBands = 4;

    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly OutputOptions _output;

    public DenoiseCommand()
        : base("denoise", "Remove noise from images with a bundle's denoiser.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _output = new OutputOptions(this);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "denoise artifacts/clean --in scans --out clean-scans --sheet before-and-after.png",
        "denoise artifacts/mnist --in noisy-images-idx3-ubyte.gz --out clean-images-idx3-ubyte.gz",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        _output.Require(arguments);
        using var bundle = _bundle.Load(arguments);
        var noisy = _input.Read(arguments, bundle.Manifest, shell, cancellation);
        using var writing = _output.Open(arguments, path => ImageOutputPlan.Like(noisy.Source, path, noisy.Fit, storage: noisy.Storage));
        var columns = Math.Min(SheetLayout.ColumnsOf(noisy.Spec), noisy.Count);
        var row = new SheetRow(noisy.Spec, SheetBands * columns);
        foreach (var (first, values) in noisy.Chunks())
        {
            bundle.Denoiser.Denoise(values, values, cancellation);
            writing.Write(values, i => OutputImage.Of(noisy.Source, first + i));
            row.Add(values);
        }

        writing.Complete(() => SheetLayout.Bands(noisy.Spec, columns, SheetBands, Pixels.First(noisy.Source, SheetBands * columns), row.Bytes), columns, shell);
        return Task.CompletedTask;
    }
}
