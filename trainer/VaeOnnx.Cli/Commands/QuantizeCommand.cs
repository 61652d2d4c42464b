using System.CommandLine;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Quantization;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>quantize DIR</c>: the same bundle in int8, with what that costs.</summary>
internal sealed class QuantizeCommand : ConfiguredCommand
{
    private readonly Argument<string> _bundle = new("DIR") { Description = "The float32 bundle's folder, such as artifacts/mnist." };
    private readonly Option<string?> _out;
    private readonly Option<string?> _report;
    private readonly Option<bool> _force;
    private readonly SettingOptions<QuantizeSettings> _settings;

    public QuantizeCommand()
        : base("quantize", "Write a bundle's graphs in int8: a quarter of the size and faster on CPUs, with the loss measured.")
    {
        Arguments.Add(_bundle);
        _out = Add<string>("--out", "The int8 bundle's folder.", "DIR", required: true);
        _report = Add<string>("--report", "Also measure time, every layer and the other settings, and write the results here, and as JSON beside it.", "FILE.md");
        _force = Add("--force", "Replace existing outputs.", false);
        _settings = new SettingOptions<QuantizeSettings>(this, "quantize");
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "quantize artifacts/mnist --data my-idx-files --out artifacts/mnist-int8",
        "quantize artifacts/mnist --data my-idx-files --out artifacts/mnist-int8 --report quantization.md",
    ];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var settings = _settings.Read(arguments, ReadConfig(arguments));
        var (folder, report, force) = (arguments.GetRequiredValue(_out)!, arguments.GetValue(_report), arguments.GetValue(_force));
        Output.RequireBundle(_out.Name, folder, force);
        Output.RequireFiles(force, (_report.Name, report), (_report.Name, report is null ? null : QuantizationReport.JsonPathOf(report)));
        var sourceFolder = arguments.GetRequiredValue(_bundle);
        // Always on the CPU: that is what int8 is for here.
        using var source = VaeBundle.Load(sourceFolder, new RuntimeOptions { Providers = ProviderPolicy.Cpu });
        RequireQuantizable(sourceFolder, source.Manifest);
        var images = await ImagesAsync(settings, source.Manifest, shell, cancellation).ConfigureAwait(false);
        var result = new QuantizationRun(source, (sourceFolder, folder), settings, images, shell, cancellation).Run(withReport: report is not null);
        Print(shell, result);
        shell.Wrote(OutputKind.Bundle, folder, $"Wrote {folder}.");
        if (report is null)
            return;
        QuantizationReport.Write(report, result);
        shell.Wrote(OutputKind.Results, report, $"Wrote {report} and {QuantizationReport.JsonPathOf(report)}.");
    }

    private static void RequireQuantizable(string folder, BundleManifest manifest)
    {
        if (manifest.Graphs.FirstOrDefault(graph => graph.Quantization is not null) is { } quantized)
            throw new BundleException(folder, "a float32 bundle", $"{quantized.File} in int8", "Quantise the bundle that it was made from.");
        if (manifest.Graphs.FirstOrDefault(graph => graph.Tiling is not null) is { } free)
            throw new BundleException(folder, "graphs of one size", $"{free.File} for images of any", "Denoisers of any size are not quantised yet; OnnxQuantizer takes any graph.");
        if (manifest.Graphs.FirstOrDefault(graph => graph.Inputs.Count > 1) is { } conditional)
            throw new BundleException(folder, "graphs of one input", $"{conditional.File} with {string.Join(" and ", conditional.Inputs.Select(input => input.Name))}", "Conditional models are not quantised yet; OnnxQuantizer takes any graph.");
    }

    private static async Task<QuantizationImages?> ImagesAsync(QuantizeSettings settings, BundleManifest manifest, Shell shell, CancellationToken cancellation)
    {
        if (settings.Data is { } path)
        {
            // Read and divided as they were for the training.
            var reading = SettingRecord.Read<DataSettings>(DataOptions.Section, manifest.Settings) with { Path = path, Offline = true };
            return QuantizationImages.Create(await DataOptions.LocateAsync(reading, shell, cancellation).ConfigureAwait(false), manifest, reading.ToDivision(manifest.Data.SplitSeed));
        }

        if (manifest.Probes is not { } probes)
            throw new UsageException("--data: the bundle has no probes to calibrate on. Name the images that it was trained on.");
        shell.Line($"No --data: calibrating on the bundle's {probes.Rows} probes, a makeshift; what is lost is not measured.");
        return null;
    }

    private static void Print(Shell shell, QuantizationResult result)
    {
        shell.Print(QuantizationTables.Sizes(result));
        ReportTable[] measured = [QuantizationTables.Quality("Quality on validation images", result.Validation), QuantizationTables.Quality("Quality on test images, read once", result.Test), QuantizationTables.Speed(result)];
        foreach (var table in measured.Where(table => table.Rows.Count > 0))
            shell.Print(table);
        foreach (var miss in result.Misses)
            shell.Line($"Missed: {miss}");
    }
}
