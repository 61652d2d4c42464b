using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// Patches at random places, each place of each image as likely: patch i is a function of (seed, i), so that a training over them
/// repeats and resumes exactly, and nothing is kept in memory.
/// </summary>
public sealed class RandomPatches : ImagePatches
{
    private const int Numbers = 4; // image, row, column, turn
    private const int Turns = 8;
    private const int Window = 4096;

    private readonly MixedImages _images;
    private readonly double[] _placesBefore;
    private readonly ulong _seed;

    /// <summary>Describes the patches; none is cut yet.</summary>
    /// <param name="images">Images of at least that size.</param>
    /// <param name="size">P, the side of a patch in pixels, at least 1.</param>
    /// <param name="count">How many patches, at least 1: those of all epochs, for each to be new.</param>
    /// <param name="seed">Draws places and turns.</param>
    /// <exception cref="DataFormatException">An image is smaller than a patch.</exception>
    public RandomPatches(MixedImages images, int size, int count, ulong seed)
        : base(images, size, AtLeastOne(count))
    {
        (_images, _seed) = (images, RandomStream.Patch.Derive(seed));
        _placesBefore = new double[images.Count + 1];
        for (var i = 0; i < images.Count; i++)
        {
            var (height, width) = images.SizeOf(i);
            _placesBefore[i + 1] = _placesBefore[i] + ((height - size + 1.0) * (width - size + 1.0));
        }
    }

    /// <summary>Whether each patch is laid down in one of the eight ways that a square can be: mirrored, turned by quarters. Not for what has an up and a down, such as text.</summary>
    public bool IsTurned { get; init; } = true;

    /// <inheritdoc/>
    public override string Recipe => FormattableString.Invariant($"random patches {Size} seed {_seed} turned {IsTurned}");

    /// <summary>Patches are random already: a short window serves, and costs no array of their number.</summary>
    public override int ShuffleWindow => Math.Min(Count, Window);

    internal override PatchPlace PlaceOf(int index)
    {
        Span<float> uniform = stackalloc float[Numbers];
        SeededNoise.FillUniform(uniform, Numbers, _seed, index);
        // The first image whose places end beyond; the last one where rounding reaches the end.
        var found = Array.BinarySearch(_placesBefore, uniform[0] * _placesBefore[^1]);
        var image = Math.Min(found >= 0 ? found : ~found - 1, _images.Count - 1);
        var (height, width) = _images.SizeOf(image);
        return new PatchPlace(image, (int)(uniform[1] * (height - Size + 1)), (int)(uniform[2] * (width - Size + 1)), IsTurned ? (int)(uniform[3] * Turns) : 0);
    }

    private static int AtLeastOne(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count;
    }
}
