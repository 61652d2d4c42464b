using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// Deforms images by a composition of deformations whose displacements add up, with one interpolation for all of them.
/// The same (seed, sample index, draw) gives the same bits in any batch and order. Not thread-safe: one a thread.
/// </summary>
public sealed class ImageDeformer
{
    private readonly IReadOnlyList<IDeformation> _deformations;
    private readonly DisplacementField _field;
    private readonly int _length;

    /// <summary>Composes deformations for images of one size.</summary>
    /// <param name="image">The size of an image.</param>
    /// <param name="deformations">At least one.</param>
    /// <exception cref="ArgumentException">There is no deformation.</exception>
    public ImageDeformer(ImageSpec image, params IReadOnlyList<IDeformation> deformations)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(deformations);
        if (deformations.Count == 0)
            throw new ArgumentException("Expected at least one deformation.", nameof(deformations));
        _deformations = [.. deformations];
        _field = new DisplacementField(image.Height, image.Width);
        _length = image.Length;
    }

    /// <summary>Deforms one image.</summary>
    /// <param name="image">[C, H, W].</param>
    /// <param name="deformed">Receives [C, H, W]; must not overlap <paramref name="image"/>.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="sampleIndex">The sample's index in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <exception cref="ArgumentException">A length is not C·H·W, or the spans overlap.</exception>
    public void Apply(ReadOnlySpan<float> image, Span<float> deformed, ulong seed, long sampleIndex, int draw = 0)
    {
        if (image.Length != _length)
            throw new ArgumentException(FormattableString.Invariant($"Expected one image of {_length} values, got {image.Length}."), nameof(image));
        _field.Clear();
        foreach (var deformation in _deformations)
            deformation.AddTo(_field, seed, sampleIndex, draw);
        _field.Sample(image, deformed);
    }
}
