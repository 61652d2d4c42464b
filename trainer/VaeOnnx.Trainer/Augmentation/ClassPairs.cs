using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// Pairs of images of one class: the first C channels are the original, the other C a partner drawn from its class, itself included,
/// or from those of its class that are nearest to it.
/// What a <see cref="Models.WarpVae"/> is trained on.
/// </summary>
public sealed class ClassPairs : DerivedImages
{
    private readonly int[][] _partners;
    private readonly double _nearest;
    private readonly ulong _seed;

    /// <summary>Describes the pairs; none is made yet.</summary>
    /// <param name="originals">Labelled images.</param>
    /// <param name="draws">How many partners each image meets, at least 1.</param>
    /// <param name="seed">Draws the partners.</param>
    /// <param name="nearest">The share of the class that partners are drawn from, above 0 to 1: the images of the least squared difference. Below 1 every two images of a class are compared.</param>
    /// <exception cref="ArgumentException">The images have no labels.</exception>
    public ClassPairs(ImageSource originals, int draws, ulong seed, double nearest = 1)
        : base(originals, PairSpec(originals), draws)
    {
        if (!(nearest is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(nearest), nearest, "Expected a share in (0, 1].");
        _nearest = nearest;
        _partners = nearest < 1 ? Neighbours.Of(originals, nearest) : Members(originals);
        _seed = RandomStream.Partner.Derive(seed);
    }

    /// <inheritdoc/>
    public override string Recipe => FormattableString.Invariant($"class pairs seed {_seed} of the nearest {_nearest}");

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
        var partners = _partners[original];
        Span<float> uniform = stackalloc float[1];
        SeededNoise.FillUniform(uniform, uniform.Length, _seed, original, draw);
        return partners[(int)(uniform[0] * partners.Length)];
    }

    // One array a class, shared by its images.
    private static int[][] Members(ImageSource originals)
    {
        var labels = originals.Labels.ToArray();
        var members = Enumerable.Range(0, labels.Length).ToLookup(i => labels[i]);
        var ofClass = members.ToDictionary(label => label.Key, label => label.ToArray());
        return [.. labels.Select(label => ofClass[label])];
    }

    private static ImageSpec PairSpec(ImageSource originals)
    {
        ArgumentNullException.ThrowIfNull(originals);
        return originals.IsLabelled
            ? originals.Spec with { Channels = 2 * originals.Spec.Channels }
            : throw new ArgumentException($"'{originals.Name}' has no labels: pairs of one class need them.", nameof(originals));
    }
}
