using SkiaSharp;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class ContactSheetTests
{
    private static readonly ImageSpec Grey = new() { Channels = 1, Height = 2, Width = 3 };

    [TestMethod]
    public void Encode_FourGreyImages_StandInRowsWithGaps()
    {
        byte[] images = [.. Enumerable.Repeat((byte)10, 6), .. Enumerable.Repeat((byte)20, 6), .. Enumerable.Repeat((byte)30, 6), .. Enumerable.Repeat((byte)40, 6)];

        using var sheet = SKBitmap.Decode(ContactSheet.Encode(images, Grey, columns: 3));

        Assert.AreEqual((3 * 3) + (2 * ContactSheet.Gap), sheet.Width);
        Assert.AreEqual((2 * 2) + ContactSheet.Gap, sheet.Height);
        Assert.AreEqual(new SKColor(10, 10, 10), sheet.GetPixel(0, 0));
        Assert.AreEqual(new SKColor(20, 20, 20), sheet.GetPixel(3 + ContactSheet.Gap, 1));
        Assert.AreEqual(new SKColor(40, 40, 40), sheet.GetPixel(2, 2 + ContactSheet.Gap));
        Assert.AreEqual(0, sheet.GetPixel(3, 0).Alpha);
    }

    [TestMethod]
    public void Encode_Colour_TakesChannelsFromTheirPlanes()
    {
        var spec = Grey with { Channels = 3, Height = 1, Width = 2 };

        using var sheet = SKBitmap.Decode(ContactSheet.Encode([1, 2, 3, 4, 5, 6], spec, columns: 1));

        Assert.AreEqual(new SKColor(1, 3, 5), sheet.GetPixel(0, 0));
        Assert.AreEqual(new SKColor(2, 4, 6), sheet.GetPixel(1, 0));
    }

    [TestMethod]
    public void Encode_PartOfAnImage_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => ContactSheet.Encode(new byte[7], Grey, columns: 1));

    [TestMethod]
    public void Bands_TwoSetsOfFive_InterleavesRows()
    {
        var spec = Grey with { Height = 1, Width = 1 };
        byte[] a = [1, 2, 3, 4, 5];
        byte[] b = [11, 12, 13, 14, 15];

        CollectionAssert.AreEqual((byte[])[1, 2, 11, 12, 3, 4, 13, 14], SheetLayout.Bands(spec, columns: 2, bands: 9, a, b));
        CollectionAssert.AreEqual((byte[])[1, 2, 3, 4, 5, 11, 12, 13, 14, 15], SheetLayout.Bands(spec, columns: 8, bands: 3, a, b));
    }
}
