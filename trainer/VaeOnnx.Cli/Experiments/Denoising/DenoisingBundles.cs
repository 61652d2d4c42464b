using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Training;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>The bundles whose denoisers are compared, and the one whose classifier judges the results.</summary>
internal sealed class DenoisingBundles : IDisposable
{
    private readonly List<(string Name, VaeBundle Bundle)> _denoisers = [];
    private readonly VaeBundle? _judge;

    /// <summary>Loads them.</summary>
    /// <param name="folders">With denoisers.</param>
    /// <param name="judge">With a classifier; null for none.</param>
    /// <param name="image">The images to denoise.</param>
    /// <exception cref="UsageException">One lacks what is asked of it, or takes other images.</exception>
    public DenoisingBundles(IReadOnlyList<string> folders, string? judge, ImageSpec image)
    {
        foreach (var folder in folders)
            _denoisers.Add((Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Load(folder, GraphRole.Denoiser, "--bundles", image)));
        if (_denoisers.GroupBy(pair => pair.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UsageException($"--bundles: two folders are named '{twice.Key}', and the tables tell bundles apart by it.");
        _judge = judge is null ? null : Load(judge, GraphRole.Classifier, "--judge", image);
    }

    /// <summary>Labels images; null without a judge.</summary>
    public Classifier? Judge => _judge?.Classifier;

    /// <summary>What the bundles were, for the settings of the runs: their ids.</summary>
    public string Description => string.Join(' ', _denoisers.Select(pair => $"{pair.Name}:{pair.Bundle.Manifest.BundleId}").Append(_judge is null ? "" : $"judge:{_judge.Manifest.BundleId}"));

    /// <summary>The seed that divided the first bundle's data; 0 without bundles.</summary>
    public ulong SplitSeed => _denoisers.Count == 0 ? 0 : _denoisers[0].Bundle.Manifest.Data.SplitSeed;

    /// <summary>The bundles that were trained on other images than these.</summary>
    /// <param name="training">The training images of the data at hand.</param>
    public IEnumerable<string> NotTrainedOn(ImageSource training) => _denoisers.Where(pair => pair.Bundle.Manifest.Data.Sha256 != training.Sha256).Select(pair => pair.Name);

    /// <summary>What the bundles' latents are worth, as their trainings found on validation images.</summary>
    public IReadOnlyList<BundleLatents> Latents => [.. _denoisers.SelectMany(pair => LatentMetrics.Read(pair.Bundle.Manifest.Metrics).Select(use => new BundleLatents(pair.Name, use)))];

    /// <summary>The bundles' denoisers, in the order of the folders.</summary>
    public IEnumerable<DenoisingMethod> Methods(CancellationToken cancellation) => _denoisers.Select(pair => DenoisingMethod.Of(pair.Name, pair.Bundle.Denoiser, cancellation));

    public void Dispose()
    {
        foreach (var (_, bundle) in _denoisers)
            bundle.Dispose();
        _judge?.Dispose();
    }

    private static VaeBundle Load(string folder, GraphRole role, string flag, ImageSpec image)
    {
        // On one thread, as the filters: the times then compare.
        var bundle = VaeBundle.Load(folder, new RuntimeOptions { IntraOpThreads = 1 });
        if (bundle.Manifest.Graphs.All(graph => graph.Role != role))
            throw new UsageException($"{flag}: {folder} has no {role.ToName()}.");
        return bundle.Manifest.Image == image ? bundle : throw new UsageException($"{flag}: {folder} takes images {bundle.Manifest.Image}, the data has {image}.");
    }
}
