using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Patches side by side, as many as lie in each image from its upper left corner on; or an even selection of them. For validation: always the same.</summary>
public sealed class GridPatches : ImagePatches
{
    private readonly PatchPlace[] _places;

    /// <summary>Describes the patches; none is cut yet.</summary>
    /// <param name="images">Images of at least that size.</param>
    /// <param name="size">P, the side of a patch in pixels, at least 1.</param>
    /// <param name="most">At most so many, spread evenly over all; at least 1.</param>
    /// <exception cref="DataFormatException">An image is smaller than a patch.</exception>
    public GridPatches(MixedImages images, int size, int most = int.MaxValue)
        : this(images, size, Places(images, size, most))
    {
    }

    private GridPatches(MixedImages images, int size, PatchPlace[] places)
        : base(images, size, places.Length) => _places = places;

    /// <inheritdoc/>
    public override string Recipe => FormattableString.Invariant($"grid patches {Size}");

    internal override PatchPlace PlaceOf(int index) => _places[index];

    private static PatchPlace[] Places(MixedImages images, int size, int most)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var all = Enumerable.Range(0, images.Count).SelectMany(image => PlacesIn(images, image, size)).ToArray();
        return all.Length <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Length / most)])];
    }

    private static IEnumerable<PatchPlace> PlacesIn(MixedImages images, int image, int size)
    {
        var (height, width) = images.SizeOf(image);
        for (var top = 0; top + size <= height; top += size)
        {
            for (var left = 0; left + size <= width; left += size)
                yield return new PatchPlace(image, top, left);
        }
    }
}
