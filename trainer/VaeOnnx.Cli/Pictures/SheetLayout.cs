using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Pictures;

/// <summary>Puts image sets that belong together, image by image, under each other.</summary>
internal static class SheetLayout
{
    private const int MaxColumns = 16;
    private const int MinColumns = 4;
    private const int WidthInPixels = 1600;

    /// <summary>How many images of a size stand side by side in a picture that fits a screen.</summary>
    public static int ColumnsOf(ImageSpec spec) => Math.Clamp(WidthInPixels / (spec.Width + ContactSheet.Gap), MinColumns, MaxColumns);

    /// <summary>Bands of rows: the first images of every set, then the next ones of every set, and so on.</summary>
    /// <param name="spec">The size of one image.</param>
    /// <param name="columns">Images a row.</param>
    /// <param name="bands">At most this many bands; an incomplete one only where it is the first.</param>
    /// <param name="sets">Sets of as many images each.</param>
    /// <returns>The images in the order in which a sheet of as many columns shows them.</returns>
    public static byte[] Bands(ImageSpec spec, int columns, int bands, params IReadOnlyList<ReadOnlyMemory<byte>> sets)
    {
        var count = sets[0].Length / spec.Length;
        var width = Math.Min(columns, count);
        bands = Math.Clamp(count / width, 1, bands);
        var rowLength = width * spec.Length;
        var sheet = new byte[bands * sets.Count * rowLength];
        for (var row = 0; row < bands * sets.Count; row++)
        {
            var (band, set) = (row / sets.Count, row % sets.Count);
            sets[set].Span.Slice(band * rowLength, rowLength).CopyTo(sheet.AsSpan(row * rowLength));
        }

        return sheet;
    }
}
