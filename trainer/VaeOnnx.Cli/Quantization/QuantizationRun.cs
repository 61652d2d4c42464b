using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Quantization;

/// <summary>From a float32 bundle to an int8 one: calibrate, quantise, judge, and give layers back until what is lost is allowed.</summary>
internal sealed class QuantizationRun
{
    private static readonly int[] BatchSizes = [1, QuantizationResult.TargetBatch, 256];

    private readonly VaeBundle _source;
    private readonly string _sourceFolder;
    private readonly string _folder;
    private readonly QuantizeSettings _settings;
    private readonly QuantizationImages? _images;
    private readonly GraphInputs _calibration;
    private readonly GraphInputs _heldOut;
    private readonly QualityStudy? _validation;
    private readonly Shell _shell;
    private readonly CancellationToken _cancellation;

    /// <param name="source">The float32 bundle.</param>
    /// <param name="folders">Where it is, and where the int8 one goes.</param>
    /// <param name="settings">The caller's choices.</param>
    /// <param name="images">The images; null to take the bundle's probes.</param>
    /// <param name="shell">For progress.</param>
    /// <param name="cancellation">Stops it.</param>
    public QuantizationRun(VaeBundle source, (string Source, string Target) folders, QuantizeSettings settings, QuantizationImages? images, Shell shell, CancellationToken cancellation)
    {
        (_source, _sourceFolder, _folder) = (source, folders.Source, folders.Target);
        (_settings, _images, _shell, _cancellation) = (settings, images, shell, cancellation);
        _calibration = images?.Calibration(source, settings.Calibration, settings.Seed) ?? GraphInputs.OfProbes(_sourceFolder, source.Manifest);
        _heldOut = images?.HeldOut(source, settings.Seed) ?? _calibration;
        _validation = images is null ? null : new QualityStudy(source, images.Validation, settings.Seed);
    }

    /// <summary>Writes the int8 bundle.</summary>
    /// <param name="withReport">Also measure time, each layer, and the other settings.</param>
    public QuantizationResult Run(bool withReport)
    {
        var writer = WriterOf(_settings);
        var (draft, rows) = WriteAllowed(writer);
        using (draft)
        {
            var result = Measure(draft, rows, writer, withReport);
            draft.AddMetrics(new Dictionary<string, double>([.. result.Validation.SelectMany(row => row.Metrics("validation")), .. result.Test.SelectMany(row => row.Metrics("test"))]));
            draft.Publish();
            return result;
        }
    }

    private Int8Bundle WriterOf(QuantizeSettings settings) => new(_source, _sourceFolder, _calibration, _heldOut, settings);

    private (BundleDraft Draft, IReadOnlyList<QualityRow> Rows) WriteAllowed(Int8Bundle writer)
    {
        var floatNodes = _source.Manifest.Graphs.ToDictionary(graph => graph.Role, _ => (IReadOnlyList<string>)[]);
        while (true)
        {
            var draft = writer.Write(_folder, floatNodes, _cancellation);
            var rows = Judge(draft.Folder);
            var failing = rows.Where(row => row.PsnrLoss > _settings.MaxPsnrLoss || row.AccuracyLoss > _settings.MaxAccuracyLoss).Select(row => row.Graph).OfType<GraphRole>().Distinct();
            var more = failing.Select(role => (Role: role, Node: NextToSpare(writer, role, floatNodes[role]))).Where(next => next.Node is not null).ToArray();
            if (more.Length == 0)
                return (draft, rows);
            draft.Dispose();
            foreach (var (role, node) in more)
            {
                _shell.Line($"{role.ToName()}: too much is lost; '{node!.Node.Name}' goes back to float32.");
                floatNodes[role] = [.. floatNodes[role], node.Node.Name];
            }
        }
    }

    // One layer must remain: else there is nothing to quantise, and the result says what is lost.
    private NodeSensitivity? NextToSpare(Int8Bundle writer, GraphRole role, IReadOnlyList<string> spared)
    {
        var left = writer.Sensitivity(_source.Manifest.Find(role)!).Where(node => !spared.Contains(node.Node.Name)).ToArray();
        return left.Length > 1 ? left[0] : null;
    }

    private IReadOnlyList<QualityRow> Judge(string folder)
    {
        if (_validation is null)
            return [];
        using var bundle = VaeBundle.Load(folder);
        return _validation.Compare(bundle);
    }

    private QuantizationResult Measure(BundleDraft draft, IReadOnlyList<QualityRow> validation, Int8Bundle writer, bool withReport)
    {
        using var bundle = VaeBundle.Load(draft.Folder);
        var result = new QuantizationResult
        {
            Float32Bundle = _source.Manifest.BundleId,
            Int8Bundle = draft.Manifest.BundleId,
            Calibration = _calibration.Description,
            Settings = _settings,
            Sizes = SizesOf(draft),
            Validation = validation,
        };
        if (withReport)
        {
            result = result with
            {
                Speed = new SpeedStudy(_source, bundle, _calibration).Run(BatchSizes, _cancellation),
                Sensitivity = [.. _source.Manifest.Graphs.SelectMany(graph => writer.Sensitivity(graph), (graph, node) => new NodeRow(graph.Role, node))],
                Choices = Choices(),
            };
        }

        // Last, when nothing is left to decide.
        return _images?.Test is { } test ? result with { Test = new QualityStudy(_source, test, _settings.Seed).Compare(bundle) } : result;
    }

    private IReadOnlyList<ChoiceRow> Choices() =>
    [
        .. from activations in Enum.GetValues<ActivationType>()
           from ranges in Enum.GetValues<RangeMethod>()
           select Choice(_settings with { Activations = activations, Ranges = ranges }),
    ];

    private ChoiceRow Choice(QuantizeSettings settings)
    {
        var everything = _source.Manifest.Graphs.ToDictionary(graph => graph.Role, _ => (IReadOnlyList<string>)[]);
        using var draft = WriterOf(settings).Write(Path.Combine(Path.GetTempPath(), $"vaeonnx-{Guid.NewGuid():N}"), everything, _cancellation);
        using var bundle = VaeBundle.Load(draft.Folder);
        return new ChoiceRow(settings.Activations, settings.Ranges, SizesOf(draft), _validation?.Compare(bundle) ?? [], new SpeedStudy(_source, bundle, _calibration).Run([QuantizationResult.TargetBatch], _cancellation));
    }

    private IReadOnlyList<GraphSize> SizesOf(BundleDraft draft) => [.. _source.Manifest.Graphs.Zip(draft.Manifest.Graphs, SizeOf)];

    private static GraphSize SizeOf(GraphEntry before, GraphEntry after) =>
        new(before.Role, before.Bytes, after.Bytes, after.Quantization!.FloatNodes, after.Parity.Outputs.Max(output => output.MaxAbsoluteDifference));
}
