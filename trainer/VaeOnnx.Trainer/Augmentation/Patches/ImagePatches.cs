using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Square patches of images of mixed sizes, cut when asked for. The same index always gives the same patch.</summary>
public abstract class ImagePatches : ImageSource
{
    private readonly MixedImages _images;
    private readonly Lazy<string> _sha256;

    private protected ImagePatches(MixedImages images, int size, int count)
        : base(Checked(images, size).Name, new ImageSpec { Channels = images.Channels, Height = size, Width = size }, count, images.BitDepth, labels: default, classNames: null)
    {
        _images = images;
        _sha256 = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{images.Sha256} {Count} {Recipe}"))));
    }

    /// <summary>P, the side of a patch in pixels.</summary>
    public int Size => Spec.Height;

    /// <summary>How they are cut, with every setting and seed: the same text, the same patches.</summary>
    public abstract string Recipe { get; }

    /// <summary>Of the images' identity and the recipe; no patch is cut for it.</summary>
    public override string Sha256 => _sha256.Value;

    /// <inheritdoc/>
    public override void Read(int index, Span<ushort> samples)
    {
        ThrowIfOutside(index);
        var place = PlaceOf(index);
        var (height, width) = _images.SizeOf(place.Image);
        var image = _images.Samples(place.Image);
        for (var channel = 0; channel < Spec.Channels; channel++)
        {
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    var (row, column) = Turned(place.Turn, y, x);
                    samples[(((channel * Size) + y) * Size) + x] = image[(((channel * height) + place.Top + row) * width) + place.Left + column];
                }
            }
        }
    }

    /// <summary>Some of the patches, cut now and kept in memory.</summary>
    /// <inheritdoc/>
    public override ImageSource Select(ReadOnlySpan<int> indices)
    {
        var samples = new ushort[checked(indices.Length * Spec.Length)];
        for (var i = 0; i < indices.Length; i++)
            Read(indices[i], samples.AsSpan(i * Spec.Length, Spec.Length));
        return InMemory(samples, labels: default, []);
    }

    /// <summary>Where a patch is cut: a function of its index.</summary>
    internal abstract PatchPlace PlaceOf(int index);

    private (int Row, int Column) Turned(int turn, int y, int x)
    {
        var last = Size - 1;
        var (row, column) = ((turn & 1) == 0 ? y : last - y, (turn & 2) == 0 ? x : last - x);
        return (turn & 4) == 0 ? (row, column) : (column, row);
    }

    private static MixedImages Checked(MixedImages images, int size)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        for (var i = 0; i < images.Count; i++)
        {
            var (height, width) = images.SizeOf(i);
            if (Math.Min(height, width) < size)
                throw new DataFormatException($"{images.Name}/{images.Names[i]}", $"at least {size}x{size} pixels, the size of a patch", $"{height}x{width}", "Use a smaller --patch, or take the image out.");
        }

        return images;
    }
}
