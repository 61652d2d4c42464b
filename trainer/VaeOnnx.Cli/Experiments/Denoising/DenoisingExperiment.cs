using OpenCvSharp;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>Runs every method on every noise, resuming what is done, and puts the results together.</summary>
internal sealed class DenoisingExperiment(ImageSource training, ImageSource images, DenoisingBundles bundles, DenoisingSettings settings, Shell shell)
{
    private const int Shown = 12;

    private readonly ImageSet _training = training.Take(settings.TuningImages).ToImageSet();
    private readonly ImageSet _images = images.Take(settings.Images).ToImageSet();
    private readonly string _description = settings.Describe($"{training.Name} {training.Sha256[..16]}", bundles.Description);

    /// <summary>Runs what has not been run.</summary>
    /// <param name="cancellation">Stops it between two runs and within a bundle's; finished runs are kept.</param>
    public DenoisingResults Run(CancellationToken cancellation)
    {
        UseOneThread();
        var store = new RunStore<DenoisingRun>(Path.Combine(settings.Out, "runs"), _description, DenoisingJson.Default.DenoisingRun);
        var runs = new List<DenoisingRun>();
        foreach (var noise in settings.Noises.Noises)
            runs.AddRange(Run(store, noise, cancellation));
        return new DenoisingResults
        {
            Data = _images.Name,
            Part = settings.Part.ToString().ToLowerInvariant(),
            Images = _images.Count,
            TuningImages = _training.Count,
            Settings = _description,
            Runs = runs,
            Latents = bundles.Latents,
        };
    }

    /// <summary>For each noise: clean, noisy, and what each method made of it.</summary>
    public IReadOnlyList<ReportFigure> Figures(DenoisingResults results, CancellationToken cancellation)
    {
        var few = _images.Take(Shown);
        return [.. settings.Noises.Noises.Select(noise =>
        {
            var noisy = new NoisyImages(few, noise, settings.Seed);
            var methods = Methods(results, noise, cancellation).ToArray();
            var rows = methods.Select(method => method.Run(noisy)).Prepend(noisy.Clean);
            byte[] bytes = [.. rows.SelectMany(row => Pixels.ToBytes(row, few.Spec))];
            return new ReportFigure($"Noise {noise}", [.. methods.Select(method => method.Name).Prepend("clean")], ContactSheet.Encode(bytes, few.Spec, few.Count));
        })];
    }

    private static void UseOneThread()
    {
        try
        {
            Cv2.SetNumThreads(1);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new UsageException($"experiment denoising compares with OpenCV's filters, whose native library is there on Linux x64 alone: {e.GetBaseException().Message}");
        }
    }

    private IEnumerable<DenoisingRun> Run(RunStore<DenoisingRun> store, ImageNoise noise, CancellationToken cancellation)
    {
        var noisy = new NoisyImages(_images, noise, settings.Seed);
        var tuning = new Lazy<NoisyImages>(() => new NoisyImages(_training, noise, settings.TuningSeed));
        // Filters are tuned when they are first needed: an experiment that goes on does not tune anew.
        var names = ClassicFilter.All.Select(filter => (filter.Name, Create: (Func<DenoisingMethod>)(() => DenoisingMethod.Of(TunedFilter.On(filter, tuning.Value)))));
        (string Name, Func<DenoisingMethod> Create)[] methods =
        [
            (DenoisingRun.Untreated, () => DenoisingMethod.Untreated), .. names,
            .. bundles.Methods(cancellation).Select(method => (method.Name, (Func<DenoisingMethod>)(() => method))),
        ];
        foreach (var (name, create) in methods)
        {
            cancellation.ThrowIfCancellationRequested();
            var key = $"{noise}-{name}";
            if (store.Find(key) is { } done)
            {
                yield return done;
                continue;
            }

            var run = Measure(create(), noise, noisy);
            store.Save(key, run);
            shell.Line(FormattableString.Invariant($"{noise}, {name}: {run.Psnr:0.00} dB"));
            yield return run;
        }
    }

    private DenoisingRun Measure(DenoisingMethod method, ImageNoise noise, NoisyImages noisy)
    {
        // Once before the clock runs: the first run fills caches.
        method.Run(noisy);
        var started = TimeProvider.System.GetTimestamp();
        var results = method.Run(noisy);
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        return new DenoisingRun
        {
            Noise = noise.ToString(),
            Method = method.Name,
            Setting = method.Setting,
            Psnr = ImageQuality.Psnr(results, noisy.Clean, noisy.Spec),
            Ssim = ImageQuality.Ssim(results, noisy.Clean, noisy.Spec),
            Accuracy = bundles.Judge is { } judge && _images.IsLabelled ? Accuracy.Of(judge, results, _images.Labels.Span) : null,
            MillisecondsAMegapixel = method.Name == DenoisingRun.Untreated ? null : elapsed.TotalMilliseconds / noisy.Megapixels,
        };
    }

    private IEnumerable<DenoisingMethod> Methods(DenoisingResults results, ImageNoise noise, CancellationToken cancellation) =>
    [
        DenoisingMethod.Untreated,
        .. ClassicFilter.All.Select(filter => DenoisingMethod.Of(new TunedFilter(filter, NumberOf(results.Of(noise.ToString(), filter.Name), filter)))),
        .. bundles.Methods(cancellation),
    ];

    private static double NumberOf(DenoisingRun run, ClassicFilter filter) => filter.Choices.Single(number => new TunedFilter(filter, number).ToString() == run.Setting);
}
