using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Every original in many deformations, made when asked for.</summary>
public sealed class DeformedImages : DerivedImages
{
    private readonly IReadOnlyList<IDeformation> _deformations;
    private readonly ulong _seed;

    /// <summary>Describes the deformed images; none is made yet.</summary>
    /// <param name="originals">The images to deform.</param>
    /// <param name="draws">How many deformations of each, at least 1.</param>
    /// <param name="seed">Draws the deformations.</param>
    /// <param name="deformations">Applied together, with one interpolation; at least one.</param>
    public DeformedImages(ImageSource originals, int draws, ulong seed, params IReadOnlyList<IDeformation> deformations)
        : base(originals, originals?.Spec!, draws)
    {
        ArgumentNullException.ThrowIfNull(deformations);
        ArgumentOutOfRangeException.ThrowIfZero(deformations.Count, nameof(deformations));
        (_deformations, _seed) = ([.. deformations], seed);
    }

    /// <inheritdoc/>
    public override string Recipe => FormattableString.Invariant($"deformed seed {_seed}: {string.Join(", ", _deformations)}");

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var deformer = new ImageDeformer(Spec, _deformations);
        var original = new float[Spec.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            var (source, draw) = Origin(indices[i]);
            Originals.Gather([source], original);
            deformer.Apply(original, images.Slice(i * original.Length, original.Length), _seed, source, draw);
        }
    }
}
