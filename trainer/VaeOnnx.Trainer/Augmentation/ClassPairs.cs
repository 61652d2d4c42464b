using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// Pairs of images of one class: the first C channels are the original, the other C a partner drawn from its class, itself included.
/// What a <see cref="Models.WarpVae"/> is trained on.
/// </summary>
public sealed class ClassPairs : DerivedImages
{
    private readonly int[][] _members;
    private readonly ulong _seed;

    /// <summary>Describes the pairs; none is made yet.</summary>
    /// <param name="originals">Labelled images.</param>
    /// <param name="draws">How many partners each image meets, at least 1.</param>
    /// <param name="seed">Draws the partners.</param>
    /// <exception cref="ArgumentException">The images have no labels.</exception>
    public ClassPairs(ImageSource originals, int draws, ulong seed)
        : base(originals, PairSpec(originals), draws)
    {
        var labels = originals.Labels.ToArray();
        _members = [.. Enumerable.Range(0, originals.ClassNames.Count).Select(label => Enumerable.Range(0, labels.Length).Where(i => labels[i] == label).ToArray())];
        _seed = RandomStream.Partner.Derive(seed);
    }

    /// <inheritdoc/>
    public override string Recipe => FormattableString.Invariant($"class pairs seed {_seed}");

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var partners = new int[2 * indices.Length];
        for (var i = 0; i < indices.Length; i++)
            (partners[2 * i], partners[(2 * i) + 1]) = (Origin(indices[i]).Original, PartnerOf(indices[i]));
        Originals.Gather(partners, images);
    }

    private int PartnerOf(int index)
    {
        var (original, draw) = Origin(index);
        var members = _members[Originals.Labels.Span[original]];
        Span<float> uniform = stackalloc float[1];
        SeededNoise.FillUniform(uniform, uniform.Length, _seed, original, draw);
        return members[(int)(uniform[0] * members.Length)];
    }

    private static ImageSpec PairSpec(ImageSource originals)
    {
        ArgumentNullException.ThrowIfNull(originals);
        return originals.IsLabelled
            ? originals.Spec with { Channels = 2 * originals.Spec.Channels }
            : throw new ArgumentException($"'{originals.Name}' has no labels: pairs of one class need them.", nameof(originals));
    }
}
