using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>denoise DIR</c>: noisy images in, clean images out.</summary>
internal sealed class DenoiseCommand : ImageFileCommand
{
    private const int SheetBands = 4;

    private readonly Option<string?> _in;

    public DenoiseCommand()
        : base("denoise", "Remove noise from images with a bundle's denoiser.") =>
        _in = Add<string>("--in", "IDX file of noisy images, gzipped or not.", "FILE", required: true);

    public override IReadOnlyList<string> Examples { get; } =
        ["denoise artifacts/mnist --in noisy-images-idx3-ubyte.gz --out clean-images-idx3-ubyte.gz --sheet before-and-after.png"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        RequireOutputs(arguments);
        using var bundle = Bundle.Load(arguments);
        var noisy = ReadImages(arguments.GetRequiredValue(_in)!, labelsPath: null, bundle.Manifest);
        var denoised = new byte[noisy.Pixels.Length];
        bundle.Denoiser.Denoise(noisy.Pixels.Span, denoised, cancellation);
        ImageOutput.Write(arguments.GetRequiredValue(Out)!, noisy.Spec, denoised, shell);
        if (arguments.GetValue(Sheet) is { } sheet)
            ImageOutput.WriteSheet(sheet, SheetLayout.Bands(noisy.Spec, SheetColumns, SheetBands, noisy.Pixels, denoised), noisy.Spec, SheetColumns, shell);
        return Task.CompletedTask;
    }
}
