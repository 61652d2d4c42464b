using System.CommandLine;
using System.Globalization;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>denoise DIR</c>: noisy images in, clean images out; of any and mixed sizes where the bundle's denoiser takes any.</summary>
internal sealed class DenoiseCommand : ConfiguredCommand
{
    private const int SheetBands = 4;

    // Deviations are small: a quarter of the range is already no image.
    private const float MapRange = 0.25f;

    private readonly BundleOptions _bundle;
    private readonly InputOptions _input;
    private readonly SettingOptions<DenoiseSettings> _settings;
    private readonly OutputOptions _output;
    private readonly Option<string?> _uncertainty;

    public DenoiseCommand()
        : base("denoise", "Remove noise from images with a bundle's denoiser.")
    {
        _bundle = new BundleOptions(this);
        _input = new InputOptions(this);
        _settings = new SettingOptions<DenoiseSettings>(this, "denoise");
        _output = new OutputOptions(this);
        _uncertainty = Add<string>("--uncertainty", "Also write how sure each pixel is, the samples' standard deviation, as a grey picture: black for 0, white for a quarter of the pixel range and above. A folder of them for a folder.", "PATH");
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "denoise artifacts/clean --in scans --out clean-scans --sheet before-and-after.png",
        "denoise artifacts/photos --in photo.jpg --out clean.png --samples 16 --uncertainty unsure.png",
        "denoise artifacts/mnist --in noisy-images-idx3-ubyte.gz --out clean-images-idx3-ubyte.gz",
    ];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        var map = arguments.GetValue(_uncertainty);
        _output.Require(arguments, (_uncertainty.Name, map));
        if (settings.Strength > 1)
            throw new UsageException("--strength: expected 0 to 1.");
        if (map is not null && settings.Samples < 2)
            throw new UsageException($"{_uncertainty.Name}: expected --samples of at least 2, whose deviation it is.");
        using var bundle = _bundle.Load(arguments);
        if (settings.Samples > 0 && !bundle.Denoiser.Draws)
            throw new UsageException("--samples: the bundle's denoiser draws no latents, it has one answer. Leave it out.");
        if (bundle.Denoiser.TakesAnySize && !_input.AsksForOneSize(arguments) && PictureFiles.Find(_input.PathOf(arguments), _output.PathOf(arguments)) is { } pictures)
            Denoise(bundle, pictures, settings, arguments, shell, cancellation);
        else if (map is not null)
            throw new UsageException($"{_uncertainty.Name}: expected picture files and a denoiser of any size.");
        else
            Denoise(bundle, _input.Read(arguments, bundle.Manifest, shell, cancellation), settings.ToOptions(), arguments, shell, cancellation);
        return Task.CompletedTask;
    }

    private void Denoise(VaeBundle bundle, InputImages noisy, DenoiseOptions options, ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        using var writing = _output.Open(arguments, path => ImageOutputPlan.Like(noisy.Source, path, noisy.Fit, storage: noisy.Storage));
        var columns = Math.Min(SheetLayout.ColumnsOf(noisy.Spec), noisy.Count);
        var row = new SheetRow(noisy.Spec, SheetBands * columns);
        foreach (var (first, values) in noisy.Chunks())
        {
            var denoised = new float[values.Length];
            bundle.Denoiser.Denoise(values, noisy.Spec.Height, noisy.Spec.Width, denoised, options with { FirstSampleIndex = first }, cancellation);
            writing.Write(denoised, i => OutputImage.Of(noisy.Source, first + i));
            row.Add(denoised);
        }

        writing.Complete(() => SheetLayout.Bands(noisy.Spec, columns, SheetBands, Pixels.First(noisy.Source, SheetBands * columns), row.Bytes), columns, shell);
    }

    private void Denoise(VaeBundle bundle, PictureFiles files, DenoiseSettings settings, ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        if (_output.Sheet(arguments) is not null)
            throw new UsageException("--sheet: pictures that keep their sizes make no sheet. Leave it out, or say how they are made to fit (--fit).");
        var (denoising, map) = (new PictureDenoising(bundle, settings.ToOptions()), arguments.GetValue(_uncertainty));
        var (written, deviation, pixels) = (0, 0.0, 0L);
        for (var i = 0; i < files.Names.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(files, files.Names[i], arguments, shell) is not { } noisy)
                continue;
            var (denoised, unsure) = denoising.Run(noisy, i, withDeviation: map is not null, cancellation);
            files.Write(files.Names[i], denoised);
            if (map is not null)
                files.WriteMap(files.Names[i], map, Picture.Grey(unsure, noisy.Height, noisy.Width, black: 0, white: MapRange * (bundle.Manifest.Image.PixelMax - bundle.Manifest.Image.PixelMin)));
            (written, deviation, pixels) = (written + 1, deviation + unsure.Sum(value => (double)value), pixels + ((long)noisy.Height * noisy.Width));
        }

        var path = _output.PathOf(arguments);
        shell.Wrote(OutputKind.Images, path, string.Create(CultureInfo.InvariantCulture, $"Wrote {Text.Count(written)} pictures, {pixels / 1e6:0.##} megapixels, to {path}."));
        if (map is not null && pixels > 0)
            shell.Wrote(OutputKind.Images, map, string.Create(CultureInfo.InvariantCulture, $"Wrote how sure each pixel is to {map}: a deviation of {deviation / pixels:0.####} in the mean."));
    }

    // Null for a broken one that may be left out.
    private Picture? Read(PictureFiles files, string name, ParseResult arguments, Shell shell)
    {
        try
        {
            return files.Read(name);
        }
        catch (DataFormatException e) when (_input.SkipsBroken(arguments))
        {
            shell.Line($"Left out: {e.Message}");
            return null;
        }
    }
}
