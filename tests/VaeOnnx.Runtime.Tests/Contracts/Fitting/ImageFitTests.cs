using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts.Fitting;

[TestClass]
public sealed class ImageFitTests
{
    /// <summary>0 1 2 / 3 4 5.</summary>
    private static readonly byte[] s_twoByThree = [0, 1, 2, 3, 4, 5];

    [TestMethod]
    [DataRow(ImageFit.Resize)]
    [DataRow(ImageFit.Pad)]
    [DataRow(ImageFit.Crop)]
    [DataRow(ImageFit.Contain)]
    [DataRow(ImageFit.Cover)]
    public void Apply_SameSize_Copies(ImageFit fit) => CollectionAssert.AreEqual(s_twoByThree, Fit(fit, s_twoByThree, 2, 3, 2, 3));

    [TestMethod]
    public void Apply_Pad_RepeatsTheBorderWithTheOddRestAtTheEnd() =>
        CollectionAssert.AreEqual(new byte[] { 0, 0, 1, 2, 2, 3, 3, 4, 5, 5, 3, 3, 4, 5, 5 }, Fit(ImageFit.Pad, s_twoByThree, 2, 3, 3, 5));

    [TestMethod]
    public void Apply_Crop_CutsTheMiddle() => CollectionAssert.AreEqual(new byte[] { 1 }, Fit(ImageFit.Crop, s_twoByThree, 2, 3, 1, 1));

    [TestMethod]
    public void Apply_CropAfterPad_IsTheImageAgain()
    {
        var padded = Fit(ImageFit.Pad, s_twoByThree, 2, 3, 7, 4);

        CollectionAssert.AreEqual(s_twoByThree, Fit(ImageFit.Crop, padded, 7, 4, 2, 3));
    }

    /// <summary>Four pixels to two: the triangle around 1 reaches 2 to either side, at 0.5, 0.5, 1.5 (and 2.5, cut off): weights 3, 3, 1 of 7.</summary>
    [TestMethod]
    public void Apply_ResizeToHalf_IsTheTrianglesWeightedMean()
    {
        var halved = Fit<float>(ImageFit.Resize, [7, 14, 21, 70], 1, 4, 1, 2);

        Assert.AreEqual(((3 * 7) + (3 * 14) + 21) / 7f, halved[0], 1e-5f);
        Assert.AreEqual((14 + (3 * 21) + (3 * 70)) / 7f, halved[1], 1e-5f);
    }

    /// <summary>Two pixels to four: their centres lie at 0.25, 0.75, 1.25 and 1.75 of the source's, whose pixels' lie at 0.5 and 1.5.</summary>
    [TestMethod]
    public void Apply_ResizeToDouble_InterpolatesLinearly() =>
        CollectionAssert.AreEqual(new byte[] { 0, 25, 75, 100 }, Fit<byte>(ImageFit.Resize, [0, 100], 2, 1, 4, 1));

    /// <summary>Picking pixels would give 0 or 255; the triangle that the border cuts is not quite even.</summary>
    [TestMethod]
    public void Apply_ResizeStripes_AveragesThemAway()
    {
        byte[] stripes = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i % 2 == 0 ? 0 : 255))];

        foreach (var pixel in Fit(ImageFit.Resize, stripes, 64, 64, 8, 8))
            Assert.IsInRange(120, 135, (int)pixel);
    }

    [TestMethod]
    public void Apply_ResizeWhite_StaysWhiteInEveryType()
    {
        Assert.IsTrue(Fit(ImageFit.Resize, White<byte>(255), 97, 61, 31, 64).All(pixel => pixel == 255));
        Assert.IsTrue(Fit(ImageFit.Resize, White<ushort>(65535), 97, 61, 31, 64).All(pixel => pixel == 65535));
    }

    [TestMethod]
    public void Apply_BytesAndFloats_AreTheSameUpToRounding()
    {
        byte[] bytes = [.. Enumerable.Range(0, 30 * 20).Select(i => (byte)(i * 7919 % 256))];

        var floats = Fit(ImageFit.Resize, Array.ConvertAll(bytes, pixel => (float)pixel), 30, 20, 13, 17);

        CollectionAssert.AreEqual(Array.ConvertAll(floats, value => (byte)(value + 0.5f)), Fit(ImageFit.Resize, bytes, 30, 20, 13, 17));
    }

    [TestMethod]
    public void Apply_ContainAndCover_KeepTheAspectRatio()
    {
        var image = new ImageSpec { Channels = 1, Height = 100, Width = 100 };

        Assert.AreEqual((50, 100), ImageFit.Contain.ScaledSize(200, 400, image));
        Assert.AreEqual((100, 200), ImageFit.Cover.ScaledSize(200, 400, image));
        Assert.AreEqual((1, 100), ImageFit.Contain.ScaledSize(1, 4000, image));
        Assert.AreEqual((200, 400), ImageFit.Crop.ScaledSize(200, 400, image));
    }

    [TestMethod]
    public void Apply_SeveralChannels_FitsEachAlone()
    {
        byte[] source = [0, 100, 10, 10];
        var target = new byte[8];

        ImageFit.Resize.Apply<byte>(source, 2, 1, target, new ImageSpec { Channels = 2, Height = 4, Width = 1 });

        CollectionAssert.AreEqual(new byte[] { 0, 25, 75, 100, 10, 10, 10, 10 }, target);
    }

    [TestMethod]
    public void Apply_WrongSizes_SayWhich()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(ImageFit.Pad, s_twoByThree, 2, 3, 1, 9)).Message, "2x3 is too large to pad to 1x9");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(ImageFit.Crop, s_twoByThree, 2, 3, 1, 9)).Message, "2x3 is too small to crop to 1x9");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(ImageFit.Resize, s_twoByThree, 3, 3, 1, 9)).Message, "has 9 pixels, got 6");
    }

    private static TPixel[] White<TPixel>(TPixel white) => [.. Enumerable.Repeat(white, 97 * 61)];

    private static TPixel[] Fit<TPixel>(ImageFit fit, TPixel[] source, int height, int width, int newHeight, int newWidth)
        where TPixel : unmanaged, System.Numerics.INumberBase<TPixel>
    {
        var target = new TPixel[newHeight * newWidth];
        fit.Apply<TPixel>(source, height, width, target, new ImageSpec { Channels = 1, Height = newHeight, Width = newWidth });
        return target;
    }
}
