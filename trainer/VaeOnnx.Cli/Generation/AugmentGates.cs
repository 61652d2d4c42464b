using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Generation;

/// <summary>The gates that an augmentation was told to have. Owns the classifier's bundle where that is another one.</summary>
internal sealed class AugmentGates : IDisposable
{
    private readonly VaeBundle? _other;

    private AugmentGates(VaeBundle? other, AcceptanceGates gates, IReadOnlyList<string> classNames) => (_other, Gates, ClassNames) = (other, gates, classNames);

    public AcceptanceGates Gates { get; }

    /// <summary>The classes as the classifier numbers them; empty without a classifier.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Opens the gates; null where none is asked for.</summary>
    /// <param name="settings">Name them.</param>
    /// <param name="bundle">Generates.</param>
    /// <param name="originals">What it varies: also what a copy is looked for among, unless other images are named.</param>
    /// <param name="shell">Where to say what was read.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="UsageException">A gate cannot be had.</exception>
    public static async Task<AugmentGates?> OpenAsync(AugmentSettings settings, VaeBundle bundle, InputImages originals, Shell shell, CancellationToken cancellation)
    {
        var confirms = settings.Confirm || settings.Classifier is not null;
        if (!confirms && !settings.Novel)
            return settings.Data is null ? null : throw new UsageException("--data: nothing looks for copies among those images. Add --novel, or leave it out.");
        var other = settings.Classifier is { } path ? VaeBundle.Load(path) : null;
        try
        {
            var judge = confirms ? Judge(bundle, other) : null;
            var novelty = settings.Novel ? await NoveltyAsync(settings, bundle.Manifest, originals, shell, cancellation).ConfigureAwait(false) : null;
            var gates = new AcceptanceGates { Classifier = judge?.Classifier, Novelty = novelty, MaxDraws = settings.MaxDraws };
            return new AugmentGates(other, gates, judge?.Manifest.ClassNames ?? []);
        }
        catch
        {
            other?.Dispose();
            throw;
        }
    }

    public void Dispose() => _other?.Dispose();

    private static VaeBundle Judge(VaeBundle bundle, VaeBundle? other)
    {
        var judge = other ?? bundle;
        if (!judge.Has(GraphRole.Classifier))
            throw new UsageException(other is null ? "--confirm: the bundle has no classifier. Name a bundle that has one of the same classes: --classifier DIR." : "--classifier: the bundle has no classifier.");
        if (bundle.Augmenter.Classes > 0 && !judge.Manifest.ClassNames.SequenceEqual(bundle.Manifest.ClassNames))
            throw new UsageException($"--classifier: expected the classes of the VAE, {string.Join(", ", bundle.Manifest.ClassNames)}, got {string.Join(", ", judge.Manifest.ClassNames)}.");
        return judge;
    }

    private static async Task<NoveltyGate> NoveltyAsync(AugmentSettings settings, BundleManifest manifest, InputImages originals, Shell shell, CancellationToken cancellation)
    {
        var images = originals;
        if (settings.Data is { } path)
        {
            // Read and divided as they were for the training.
            var reading = SettingRecord.Read<DataSettings>(DataOptions.Section, manifest.Settings) with { Path = path, Offline = true };
            var located = await DataOptions.LocateAsync(reading, shell, cancellation).ConfigureAwait(false);
            images = new InputImages(DataDivision.Create(located.Data, reading.ToDivision(manifest.Data.SplitSeed)).Training, located.Report.Fit, manifest.Image) { Storage = located.Data.Storage };
        }

        if (images.Source.Spec.Length != manifest.Image.Length)
            throw new UsageException($"--data: expected images of the bundle's size, got {images.Source.Spec.Channels}×{images.Source.Spec.Height}×{images.Source.Spec.Width}.");
        if ((long)images.Count * manifest.Image.Length > Array.MaxLength)
            throw new UsageException($"--novel: expected training images of at most 2 GB of bytes, got {Text.Count(images.Count)} of {Text.Count(manifest.Image.Length)}. Name some of them (--data).");
        if (images.Count < 2)
            throw new UsageException($"--novel: expected at least two training images, got {images.Count}.");
        var novelty = NoveltyGate.Learn(manifest.Image, Bytes(images, cancellation), settings.NovelQuantile);
        shell.Line(FormattableString.Invariant($"Copies are images within {255 * novelty.Threshold:0.0} of 255 levels (root mean square) of one of {Text.Count(images.Count)} training images: nearer than {Text.Percent(1 - settings.NovelQuantile)} of them are to their nearest other one."));
        return novelty;
    }

    private static byte[] Bytes(InputImages images, CancellationToken cancellation)
    {
        var bytes = new byte[images.Count * images.Spec.Length];
        foreach (var (first, values) in images.Chunks())
        {
            cancellation.ThrowIfCancellationRequested();
            Pixels.ToBytes(values, images.Spec).CopyTo(bytes, first * images.Spec.Length);
        }

        return bytes;
    }
}
