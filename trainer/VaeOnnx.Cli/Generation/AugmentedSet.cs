using VaeOnnx.Cli.Images;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Generation;

/// <summary>
/// The images that an augmentation writes, in their order: the originals where they are asked for, a first new image of each, a second of
/// each, and so on. A shard is a part of that order. Work is always cut at the same places, so that an image is bit for bit the same in
/// whatever shard it is made.
/// </summary>
internal sealed class AugmentedSet(VaeBundle bundle, InputImages originals, AugmentSettings settings, AugmentGates? gates)
{
    /// <summary>The first pass is over the originals themselves.</summary>
    private const int OriginalsPass = -1;

    private readonly int _firstPass = settings.WithOriginals ? OriginalsPass : 0;

    /// <summary>What the gates said of the images of this shard, by the classes of <see cref="ClassNames"/>.</summary>
    public AcceptanceReport Report { get; } = new();

    /// <summary>The images of all shards, gates left aside.</summary>
    public int Total => checked((settings.Copies - _firstPass) * originals.Count);

    /// <summary>The places of this shard among them.</summary>
    public (int First, int End) Places => settings.Shard?.In(Total) ?? (0, Total);

    /// <summary>The classes as the work numbers them: the VAE's, else the classifier's, else the images' own.</summary>
    public IReadOnlyList<string> ClassNames =>
        bundle.Augmenter.Classes > 0 ? bundle.Manifest.ClassNames : gates is { ClassNames.Count: > 0 } ? gates.ClassNames : originals.Source.ClassNames;

    /// <summary>The shard's images in order; those that the gates refuse are left out.</summary>
    public IEnumerable<AugmentedImage> Images(CancellationToken cancellation)
    {
        var (first, end) = Places;
        for (var pass = _firstPass; pass < settings.Copies; pass++)
        {
            var offset = (pass - _firstPass) * originals.Count;
            foreach (var (start, values) in originals.Chunks(first - offset, end - offset))
            {
                cancellation.ThrowIfCancellationRequested();
                var count = values.Length / originals.Spec.Length;
                var draws = pass == OriginalsPass ? new int?[count] : Generate(pass, start, values, Math.Max(0, first - offset - start)..Math.Min(count, end - offset - start), cancellation);
                for (var i = Math.Max(0, first - offset - start); i < Math.Min(count, end - offset - start); i++)
                {
                    if (draws[i] is not < 0)
                        yield return new AugmentedImage(pass, start + i, values.AsMemory(i * originals.Spec.Length, originals.Spec.Length), OutputOf(start + i, draws[i]));
                }
            }
        }
    }

    private OutputImage OutputOf(int index, int? draw) => OutputImage.Of(originals.Source, index, draw is null ? null : settings.Seed, draw ?? 0);

    /// <summary>Replaces originals by new images.</summary>
    /// <returns>The draw of each; below 0 where the gates refused all.</returns>
    private int?[] Generate(int copy, int first, float[] values, Range counted, CancellationToken cancellation)
    {
        var count = values.Length / originals.Spec.Length;
        // In place: the originals are read again for the next copy.
        var options = settings.ToOptions() with { FirstSampleIndex = first, Draw = copy };
        int[] labels = bundle.Augmenter.Classes > 0 || gates is { ClassNames.Count: > 0 } || (gates is not null && originals.Source.IsLabelled) ? originals.LabelsFor(ClassNames, first, count) : [];
        if (gates is null)
        {
            bundle.Augmenter.Augment(values, values, options, labels, cancellation);
            return [.. Enumerable.Repeat<int?>(copy, count)];
        }

        var (made, outcomes) = (new float[values.Length], new ImageAcceptance[count]);
        bundle.Augmenter.AugmentAccepted(values, made, outcomes, gates.Gates, options with { Draw = copy * gates.Gates.MaxDraws }, labels, cancellation);
        made.CopyTo(values, 0);
        Report.Add(outcomes.AsSpan(counted), labels.Length == 0 ? [] : labels.AsSpan(counted));
        return [.. outcomes.Select(outcome => (int?)outcome.Draw)];
    }
}
