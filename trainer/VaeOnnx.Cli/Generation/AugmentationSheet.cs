using VaeOnnx.Cli.Pictures;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Generation;

/// <summary>The first originals of an augmentation over what was made of them: one row a copy, an empty place where the gates let nothing pass.</summary>
internal sealed class AugmentationSheet(ImageSpec spec, int firstSource, int columns)
{
    // The originals and seven copies still make a picture that fits a screen.
    private const int MaxCopies = 7;

    private readonly SortedDictionary<int, byte[]> _rows = [];

    /// <summary>Puts an image into its place, where it has one.</summary>
    public void Add(AugmentedImage image)
    {
        var column = image.Source - firstSource;
        if (column < 0 || column >= columns || image.Pass is < 0 or >= MaxCopies)
            return;
        if (!_rows.TryGetValue(image.Pass, out var row))
            _rows[image.Pass] = row = new byte[columns * spec.Length];
        Pixels.ToBytes(image.Values.Span, spec).CopyTo(row, column * spec.Length);
    }

    /// <summary>Row by row, as a sheet takes them.</summary>
    /// <param name="originals">The first row.</param>
    public byte[] Rows(byte[] originals) => [.. originals, .. _rows.Values.SelectMany(row => row)];
}
