using SkiaSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;

namespace VaeOnnx.Trainer.Tests.Data.Reading;

[TestClass]
public sealed class ImageDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_Folder_GivesPixelsLabelsAndOrigins()
    {
        _folder.Write("cat/1.png", PngBytes.Create(1, 2, 8, PngBytes.Grey, [1, 2]));
        _folder.Write("dog/2.png", PngBytes.Create(1, 2, 8, PngBytes.Grey, [3, 4]));

        var (parts, report) = ImageData.Read(_folder.Path);

        var set = (ImageSet)parts.Train;
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, set.Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1 }, set.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, set.ClassNames.ToArray());
        Assert.AreEqual(new ImageOrigin("dog/2.png", ImageFileFormat.Png, 1, 1, 2, 8), set.Origins[1]);
        Assert.AreEqual(Path.GetFileName(_folder.Path), set.Name);
        Assert.IsFalse(report.IsStreamed);
        Assert.IsNull(report.Fit);
        Assert.IsEmpty(report.Broken);
    }

    [TestMethod]
    public void Read_OverTheBudget_StreamsTheSameImages()
    {
        for (var i = 0; i < 6; i++)
            _folder.Write($"{i % 2}/{i}.png", PictureBytes.Encode(8, 8, shift: i));
        var memory = ImageData.Read(_folder.Path).Parts.Train;

        var (parts, report) = ImageData.Read(_folder.Path, new ImageReadOptions { MemoryBudget = 100 });

        Assert.IsTrue(report.IsStreamed);
        Assert.IsNotInstanceOfType<ImageSet>(parts.Train);
        Assert.AreEqual(memory.Sha256, parts.Train.Sha256);
        AssertSameFloats(memory, parts.Train, [5, 0, 3, 3]);
        AssertSameFloats(memory.Select([4, 1]), parts.Train.Select([4, 1]), [1, 0]);
        Assert.AreEqual(memory.Sha256, parts.Train.ToImageSet().Sha256);
        Assert.AreNotEqual(parts.Train.Select([4, 1]).Sha256, parts.Train.Select([1, 4]).Sha256);
    }

    [TestMethod]
    public void Read_FileThatChangesWhileStreamed_IsNamed()
    {
        _folder.Write("1.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [1]));
        _folder.Write("2.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [2]));
        var streamed = ImageData.Read(_folder.Path, new ImageReadOptions { MemoryBudget = 1 }).Parts.Train;
        _folder.Write("2.png", PngBytes.Create(1, 2, 8, PngBytes.Grey, [2, 2]));

        var error = Assert.ThrowsExactly<DataFormatException>(() => streamed.Gather([0, 1], new float[2]));

        StringAssert.Contains(error.Message, "2.png: expected 1x1 pixels as before, found 1x2");
    }

    [TestMethod]
    public void Read_BrokenFile_StopsNamingIt()
    {
        _folder.Write("a.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [1]));
        var broken = _folder.Write("b.png", PictureBytes.Encode(64, 64)[..100]);

        var error = Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { Fit = ImageFit.Resize }));

        Assert.AreEqual(broken, error.Path);
        StringAssert.Contains(error.Message, "--skip-broken");
    }

    [TestMethod]
    public void Read_SkipBroken_ListsThemAndGoesOn()
    {
        _folder.Write("a.png", PictureBytes.Encode(8, 8));
        _folder.Write("b.png", []);
        _folder.Write("c.jpg", PictureBytes.Encode(8, 8, SKEncodedImageFormat.Jpeg)[..^40]);
        _folder.Write("d.png", PictureBytes.Encode(8, 8, shift: 1));

        var (parts, report) = ImageData.Read(_folder.Path, new ImageReadOptions { SkipBroken = true });

        Assert.AreEqual(2, parts.Train.Count);
        CollectionAssert.AreEqual(new[] { "b.png", "c.jpg" }, report.Broken.Select(broken => broken.Path).ToArray());
        Assert.AreEqual("expected a PNG, JPEG, BMP or WebP image, found an empty file", report.Broken[0].Reason);
    }

    [TestMethod]
    public void Read_SkipBrokenFileOfAnotherSize_DoesNotCount()
    {
        _folder.Write("a.png", PictureBytes.Encode(8, 8));
        _folder.Write("b.png", PictureBytes.Encode(8, 8, shift: 1));
        _folder.Write("c.png", PictureBytes.Encode(64, 64)[..^40]);

        foreach (var fit in (ImageFit?[])[null, ImageFit.Resize])
        {
            var (parts, report) = ImageData.Read(_folder.Path, new ImageReadOptions { SkipBroken = true, Fit = fit });
            Assert.AreEqual(2, parts.Train.Count);
            CollectionAssert.AreEqual(new SizeCount[] { new(8, 8, 2) }, report.Sizes.ToArray());
            Assert.AreEqual("c.png", report.Broken.Single().Path);
        }

        _folder.Write("d.png", PictureBytes.Encode(9, 9));
        _folder.Write("e.png", PictureBytes.Encode(8, 8)[..^30]);
        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { SkipBroken = true })).Message, "2 of 8x8, 1 of 9x9, besides files that cannot be used: c.png, e.png");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)] // other rights
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Read_FolderThatMayNotBeRead_SaysSo()
    {
        _folder.Write("cat/deep/a.png", PictureBytes.Encode(8, 8));
        File.SetUnixFileMode(_folder["cat", "deep"], UnixFileMode.None);
        try
        {
            if (Environment.IsPrivilegedProcess)
                Assert.AreEqual(1, ImageData.Read(_folder.Path).Parts.Train.Count, "root may read everything");
            else
                StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path)).Message, "permissions");
        }
        finally
        {
            File.SetUnixFileMode(_folder["cat", "deep"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [TestMethod]
    public void Read_SkipBrokenAndNoneLeft_Throws()
    {
        _folder.Write("b.png", []);

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { SkipBroken = true })).Message, "1 broken files. The first: b.png");
    }

    [TestMethod]
    public void Read_SeveralSizes_RefusesAndSaysHow()
    {
        WriteSizes();

        var error = Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path));

        StringAssert.Contains(error.Message, "2 sizes (height x width): 2 of 8x8, 1 of 12x16");
        StringAssert.Contains(error.Message, "--fit cover --size 8x8");
    }

    [TestMethod]
    public void Read_Fit_MakesTheCommonestSize()
    {
        WriteSizes();

        var (parts, report) = ImageData.Read(_folder.Path, new ImageReadOptions { Fit = ImageFit.Cover });

        Assert.AreEqual((8, 8), (parts.Train.Spec.Height, parts.Train.Spec.Width));
        Assert.AreEqual(ImageFit.Cover, report.Fit);
        CollectionAssert.AreEqual(new SizeCount[] { new(8, 8, 2), new(12, 16, 1) }, report.Sizes.ToArray());
        Assert.AreEqual("sizes: 2 of 8x8, 1 of 12x16; made 8x8 by cover", report.Notes.Single());
        Assert.AreEqual((12, 16), (parts.Train.Origins[2].Height, parts.Train.Origins[2].Width));
    }

    [TestMethod]
    public void Read_CropOfSmallerImages_NamesTheFirst()
    {
        WriteSizes();

        var error = Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { Fit = ImageFit.Crop, Height = 10, Width = 10 }));

        StringAssert.Contains(error.Message, "a.png: expected at least 10x10 pixels, to crop it, found 8x8. Use --fit cover");
    }

    [TestMethod]
    public void Read_GreyColourAndAlpha_TakesTheFewestChannelsThatLoseNothing()
    {
        _folder.Write("a.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [7]));
        _folder.Write("b.png", PngBytes.Create(1, 1, 8, PngBytes.Colour, [1, 2, 3]));
        Assert.AreEqual(3, ImageData.Read(_folder.Path).Parts.Train.Spec.Channels);
        _folder.Write("c.png", PngBytes.Create(1, 1, 8, PngBytes.ColourAlpha, [1, 2, 3, 4]));

        var (parts, report) = ImageData.Read(_folder.Path);

        Assert.AreEqual(4, parts.Train.Spec.Channels);
        Assert.AreEqual("channels: 4, since 1 of 3 images have alpha; --channels colour leaves it out", report.Notes.Single());
        Assert.AreEqual(1, ImageData.Read(_folder.Path, new ImageReadOptions { Channels = ImageChannels.Grey }).Parts.Train.Spec.Channels);
    }

    [TestMethod]
    public void Read_SixteenBitsAmongEight_KeepsAllBits()
    {
        _folder.Write("a.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [255]));
        _folder.Write("b.png", PngBytes.Create(1, 1, 16, PngBytes.Grey, [0x12, 0x34]));

        var set = (ImageSet)ImageData.Read(_folder.Path).Parts.Train;

        CollectionAssert.AreEqual(new ushort[] { 65535, 0x1234 }, set.Pixels16.ToArray());
    }

    [TestMethod]
    public void Read_Listing_DividesAsItSays()
    {
        for (var i = 0; i < 4; i++)
            _folder.Write($"{i}.png", PngBytes.Create(1, 1, 8, PngBytes.Grey, [(byte)i]));
        _folder.Write("list.csv", "path,label,split\n0.png,b,train\n1.png,a,train\n2.png,b,val\n3.png,a,test\n"u8.ToArray());

        var parts = ImageData.Read(_folder["list.csv"]).Parts;

        CollectionAssert.AreEqual(new[] { 1, 0 }, parts.Train.Labels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 2 }, parts.Validation!.ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 3 }, parts.Test!.ToImageSet().Pixels.ToArray());
    }

    [TestMethod]
    public void Read_IdxFile_FindsItsLabelsBesideIt()
    {
        _folder.Write("my-images-idx3-ubyte", IdxBytes.TwoImages());
        _folder.Write("my-labels-idx1-ubyte", IdxBytes.TwoLabels());

        var (parts, report) = ImageData.Read(_folder["my-images-idx3-ubyte"]);

        CollectionAssert.AreEqual(new[] { 7, 1 }, parts.Train.Labels.ToArray());
        StringAssert.Contains(report.Layout, "my-labels-idx1-ubyte");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_IdxOverTheBudget_StreamsTheSameImages(bool isGzip)
    {
        _folder.Write("my-images-idx3-ubyte", isGzip ? IdxBytes.Gzip(IdxBytes.TwoImages()) : IdxBytes.TwoImages());
        var memory = ImageData.Read(_folder["my-images-idx3-ubyte"]).Parts.Train;

        var (parts, report) = ImageData.Read(_folder["my-images-idx3-ubyte"], new ImageReadOptions { MemoryBudget = 10 });

        Assert.IsTrue(report.IsStreamed);
        Assert.AreEqual(memory.Sha256, parts.Train.Sha256);
        AssertSameFloats(memory, parts.Train, [1, 0, 1]);
        AssertSameFloats(memory.Select([1]).Select([0]), parts.Train.Select([1]).Select([0]), [0]);
    }

    [TestMethod]
    public void Read_IdxWithFitAndChannels_Converts()
    {
        _folder.Write("my-images-idx3-ubyte", IdxBytes.TwoImages());

        var (parts, report) = ImageData.Read(_folder["my-images-idx3-ubyte"], new ImageReadOptions { Channels = ImageChannels.Colour, Fit = ImageFit.Crop, Height = 1, Width = 1 });

        // The middle of 0 1 2 / 3 4 5, the odd rest cut below and at the right and left of it.
        CollectionAssert.AreEqual(new byte[] { 1, 1, 1, 7, 7, 7 }, ((ImageSet)parts.Train).Pixels.ToArray());
        Assert.AreEqual(ImageFit.Crop, report.Fit);
    }

    [TestMethod]
    public void Read_OneImageOrNothing_SaysWhatToName()
    {
        var image = _folder.Write("a.png", PictureBytes.Encode(2, 2));

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(image)).Message, "Name the folder that it lies in.");
        Assert.AreEqual("nothing", Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(_folder["none"])).Found);
    }

    [TestMethod]
    public void Read_OptionsThatContradict_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { Fit = ImageFit.Pad, Height = 1 }));
        Assert.ThrowsExactly<ArgumentException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { Height = 1, Width = 1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ImageData.Read(_folder.Path, new ImageReadOptions { MemoryBudget = 0 }));
    }

    private static void AssertSameFloats(ImageSource expected, ImageSource actual, int[] indices)
    {
        var (one, other) = (new float[indices.Length * expected.Spec.Length], new float[indices.Length * expected.Spec.Length]);
        expected.Gather(indices, one);
        actual.Gather(indices, other);
        CollectionAssert.AreEqual(one, other);
    }

    private void WriteSizes()
    {
        _folder.Write("a.png", PictureBytes.Encode(8, 8));
        _folder.Write("b.png", PictureBytes.Encode(8, 8, shift: 2));
        _folder.Write("c.png", PictureBytes.Encode(12, 16));
    }
}
