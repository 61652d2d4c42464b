using SkiaSharp;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data.ImageFiles;

[TestClass]
public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Decode_Png16WithAnyFilter_KeepsAllBits(int filter)
    {
        ushort[] words = [.. Enumerable.Range(0, 5 * 7 * 3).Select(i => (ushort)(i * 40_503))];

        var (header, image) = Decode(PngBytes.Create(5, 7, 16, PngBytes.Colour, PngBytes.Words(words), filter));

        Assert.AreEqual(new ImageFileHeader(ImageFileFormat.Png, 3, 5, 7, 16), header);
        for (var i = 0; i < words.Length; i++)
            Assert.AreEqual(words[i], image.Samples[(i % 3 * 35) + (i / 3)]);
    }

    [TestMethod]
    public void Decode_Png16OfEveryKind_KeepsAllBits()
    {
        CollectionAssert.AreEqual(new ushort[] { 0x1234, 1 }, Decode(PngBytes.Create(1, 2, 16, PngBytes.Grey, PngBytes.Words(0x1234, 1))).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 0x1234, 0x1234, 0x1234, 0x80 }, Decode(PngBytes.Create(1, 1, 16, PngBytes.GreyAlpha, PngBytes.Words(0x1234, 0x80))).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 9, 8, 7, 1 }, Decode(PngBytes.Create(1, 1, 16, PngBytes.ColourAlpha, PngBytes.Words(9, 8, 7, 1))).Image.Samples);
    }

    [TestMethod]
    public void Decode_Png8OfEveryKind_KeepsItsBytes()
    {
        CollectionAssert.AreEqual(new ushort[] { 18, 171 }, Decode(PngBytes.Create(1, 2, 8, PngBytes.Grey, [18, 171])).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 1, 4, 2, 5, 3, 6 }, Decode(PngBytes.Create(1, 2, 8, PngBytes.Colour, [1, 2, 3, 4, 5, 6])).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 200, 100, 50, 1 }, Decode(PngBytes.Create(1, 1, 8, PngBytes.ColourAlpha, [200, 100, 50, 1])).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 255, 0 }, Decode(PngBytes.Create(1, 2, 1, PngBytes.Grey, [0x80])).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 10, 40, 20, 50, 30, 60, 7, 255 },
            Decode(PngBytes.Create(1, 2, 8, PngBytes.Palette, [0, 1], chunks: [("PLTE", [10, 20, 30, 40, 50, 60]), ("tRNS", [7])])).Image.Samples);
    }

    /// <summary>A linear gamma would make 64 a 137, if it were applied.</summary>
    [TestMethod]
    public void Decode_PngWithGamma_LeavesTheBytes()
    {
        (string, byte[])[] linear = [("gAMA", [0, 1, 0x86, 0xA0])];

        CollectionAssert.AreEqual(new ushort[] { 64, 128, 192 }, Decode(PngBytes.Create(1, 1, 8, PngBytes.Colour, [64, 128, 192], chunks: linear)).Image.Samples);
        CollectionAssert.AreEqual(new ushort[] { 64 }, Decode(PngBytes.Create(1, 1, 8, PngBytes.Grey, [64], chunks: linear)).Image.Samples);
    }

    [TestMethod]
    public void Decode_PngWithColourProfile_LeavesTheBytes()
    {
        using var pixels = new SKBitmap(new SKImageInfo(1, 1, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Linear, SKColorSpaceXyz.AdobeRgb)));
        pixels.GetPixelSpan()[0] = 64;
        pixels.GetPixelSpan()[1] = 128;
        var png = PictureBytes.Encode(pixels, SKEncodedImageFormat.Png);

        StringAssert.Contains(System.Text.Encoding.Latin1.GetString(png), "iCCP");
        CollectionAssert.AreEqual(new ushort[] { 64, 128, 0 }, Decode(png).Image.Samples);
    }

    [TestMethod]
    public void Decode_LosslessWebp_KeepsItsBytes()
    {
        var (header, image) = Decode(PictureBytes.Encode(3, 5, SKEncodedImageFormat.Webp));

        Assert.AreEqual(new ImageFileHeader(ImageFileFormat.Webp, 3, 3, 5, 8), header);
        Assert.AreEqual(255 * 4 / 5, image.Samples[4]);
        Assert.AreEqual(255 * 2 / 3, image.Samples[15 + 10]);
    }

    [TestMethod]
    public void Decode_Bmp_KeepsItsBytes()
    {
        var (header, image) = Decode(PictureBytes.Bmp(2, 3, (y, x) => ((byte)(10 * y), (byte)x, 200)));

        Assert.AreEqual(new ImageFileHeader(ImageFileFormat.Bmp, 3, 2, 3, 8), header);
        CollectionAssert.AreEqual(new ushort[] { 0, 0, 0, 10, 10, 10, 0, 1, 2, 0, 1, 2, 200, 200, 200, 200, 200, 200 }, image.Samples);
    }

    /// <summary>Where row 0 and column 0 of the stored image are seen, as EXIF defines its eight values.</summary>
    [TestMethod]
    [DataRow(1, "top", "left")]
    [DataRow(2, "top", "right")]
    [DataRow(3, "bottom", "right")]
    [DataRow(4, "bottom", "left")]
    [DataRow(5, "left", "top")]
    [DataRow(6, "right", "top")]
    [DataRow(7, "right", "bottom")]
    [DataRow(8, "left", "bottom")]
    public void Decode_JpegWithOrientation_IsUpright(int orientation, string rowSide, string columnSide)
    {
        const int Height = 24, Width = 40;
        using var upright = PictureBytes.Gradient(Height, Width);
        var turns = rowSide is "left" or "right";
        using var stored = new SKBitmap(turns ? Height : Width, turns ? Width : Height);
        for (var row = 0; row < stored.Height; row++)
        {
            for (var column = 0; column < stored.Width; column++)
                stored.SetPixel(column, row, upright.GetPixel(Seen(rowSide, row, columnSide, column).X, Seen(rowSide, row, columnSide, column).Y));
        }

        var (header, image) = Decode(PictureBytes.WithOrientation(PictureBytes.Encode(stored, SKEncodedImageFormat.Jpeg), orientation));

        Assert.AreEqual(new ImageFileHeader(ImageFileFormat.Jpeg, 3, Height, Width, 8), header);
        for (var i = 0; i < Height * Width; i++)
        {
            Assert.AreEqual(upright.GetPixel(i % Width, i / Width).Red, image.Samples[i], 12.0, "red, left to right");
            Assert.AreEqual(upright.GetPixel(i % Width, i / Width).Green, image.Samples[(Height * Width) + i], 12.0, "green, top to bottom");
        }

        static (int X, int Y) Seen(string rowSide, int row, string columnSide, int column)
        {
            var (x, y) = (0, 0);
            foreach (var (side, distance) in new[] { (rowSide, row), (columnSide, column) })
            {
                (x, y) = side switch
                {
                    "top" => (x, distance),
                    "bottom" => (x, Height - 1 - distance),
                    "left" => (distance, y),
                    _ => (Width - 1 - distance, y),
                };
            }

            return (x, y);
        }
    }

    [TestMethod]
    public void Decode_GreyJpeg_HasOneChannel()
    {
        using var grey = new SKBitmap(new SKImageInfo(8, 8, SKColorType.Gray8, SKAlphaType.Opaque));
        grey.Erase(new SKColor(90, 90, 90));

        var (header, image) = Decode(PictureBytes.Encode(grey, SKEncodedImageFormat.Jpeg));

        Assert.AreEqual(1, header.Channels);
        Assert.IsTrue(image.Samples.All(sample => sample == 90));
    }

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Jpeg, "its end within the image")]
    [DataRow(SKEncodedImageFormat.Webp, "its end within the image")]
    [DataRow(SKEncodedImageFormat.Png, "within the image")]
    public void Decode_HalfAFile_SaysSo(SKEncodedImageFormat format, string found)
    {
        var whole = PictureBytes.Encode(64, 64, format);

        StringAssert.Contains(Fails(whole[..(whole.Length / 2)]).Found, found);
    }

    [TestMethod]
    public void Decode_DamagedFiles_SayWhatIsWrong()
    {
        var png = PngBytes.Create(4, 4, 16, PngBytes.Grey, new byte[32]);
        var flipped = png.ToArray();
        flipped[50] ^= 1;

        StringAssert.Contains(Fails(flipped).Found, "a chunk 'IDAT' at byte 33 that differs from its sum");
        StringAssert.Contains(Fails(png[..^20]).Found, "within the image");
        StringAssert.Contains(Fails(PngBytes.Create(4, 4, 16, PngBytes.Grey, new byte[24])).Found, "damaged data");
        StringAssert.Contains(Fails(PictureBytes.Bmp(40, 40, (_, _) => (1, 2, 3))[..2000]).Found, "its end within the image");
        Assert.AreEqual("an empty file", Fails([]).Found);
        StringAssert.Contains(Fails("no picture"u8.ToArray()).Found, "something else");
        Assert.AreEqual("GIF", Fails([.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]).Found);
    }

    [TestMethod]
    public void Decode_KindsThatAreRefused_SayWhatToDo()
    {
        StringAssert.Contains(Fails(PictureBytes.CmykJpeg()).Message, "one in CMYK, for print. Convert it to RGB");
        StringAssert.Contains(Fails(PngBytes.Create(1, 1, 16, PngBytes.Grey, [0, 0], isInterlaced: true)).Message, "an interlaced one");
        StringAssert.Contains(Fails(PngBytes.Create(1, 1, 16, PngBytes.Grey, [0, 0], chunks: [("tRNS", [0, 0])])).Message, "a transparent colour");
    }

    [TestMethod]
    public void Decode_NoFile_SaysSo() => Assert.AreEqual("no such file", Assert.ThrowsExactly<DataFormatException>(() => ImageFile.Decode(_folder["none.png"])).Found);

    [TestMethod]
    public void WithChannels_EveryChange_IsAsDescribed()
    {
        var colour = new DecodedImage(3, 1, 1, 8, [200, 100, 50]);
        var grey = new DecodedImage(1, 1, 1, 8, [80]);
        var half = new DecodedImage(4, 1, 1, 8, [200, 100, 50, 51]);

        // 0.299 · 200 + 0.587 · 100 + 0.114 · 50 = 124.2; laid on white at 51/255 = 0.2: 0.2 · s + 0.8 · 255.
        CollectionAssert.AreEqual(new ushort[] { 124 }, PixelConversion.WithChannels(colour, 1).Samples);
        CollectionAssert.AreEqual(new ushort[] { 200, 100, 50, 255 }, PixelConversion.WithChannels(colour, 4).Samples);
        CollectionAssert.AreEqual(new ushort[] { 80, 80, 80 }, PixelConversion.WithChannels(grey, 3).Samples);
        CollectionAssert.AreEqual(new ushort[] { 244, 224, 214 }, PixelConversion.WithChannels(half, 3).Samples);
        CollectionAssert.AreEqual(new ushort[] { 80 * 257 }, PixelConversion.WithDepth(grey, 16).Samples);
    }

    private (ImageFileHeader Header, DecodedImage Image) Decode(byte[] file)
    {
        var path = _folder.Write("picture", file);
        var (header, image) = ImageFile.Decode(path);
        Assert.AreEqual(header, ImageFile.ReadHeader(path));
        Assert.AreEqual((header.Channels, header.Height, header.Width, header.BitDepth), (image.Channels, image.Height, image.Width, image.BitDepth));
        return (header, image);
    }

    private DataFormatException Fails(byte[] file)
    {
        var path = _folder.Write("broken", file);
        var error = Assert.ThrowsExactly<DataFormatException>(() => ImageFile.Decode(path));
        Assert.AreEqual(path, error.Path);
        return error;
    }
}
