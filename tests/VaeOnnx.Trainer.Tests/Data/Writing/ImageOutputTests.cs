using System.Text.Json;
using SkiaSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;

namespace VaeOnnx.Trainer.Tests.Data.Writing;

[TestClass]
public sealed class ImageOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("out-idx3-ubyte")]
    [DataRow("out-idx3-ubyte.gz")]
    public void Write_IdxAgain_IsTheSameIdx(string name)
    {
        var source = IdxFile.Read(_folder.Write("images", IdxBytes.TwoImages()), _folder.Write("labels", IdxBytes.TwoLabels()));

        WriteAgain(source, _folder[name], ImageOutputPlan.Like(source, name) with { LabelsPath = _folder["out-labels"] });

        Assert.AreEqual(source.Sha256, IdxFile.Read(_folder[name], _folder["out-labels"]).Sha256);
        CollectionAssert.AreEqual(
            new[] { """{"output":"0","source":0,"label":"7","seed":5,"draw":0}""", """{"output":"1","source":1,"label":"1","seed":5,"draw":0}""" },
            File.ReadAllLines(_folder[name] + ".jsonl"));
    }

    [TestMethod]
    [DataRow(1, 8)]
    [DataRow(3, 8)]
    [DataRow(1, 16)]
    [DataRow(3, 16)]
    public void Write_NumpyAgain_IsTheSameArchive(int channels, int depth)
    {
        var spec = new ImageSpec { Channels = channels, Height = 2, Width = 3 };
        ushort[] words = [.. Enumerable.Range(0, 2 * spec.Length).Select(i => (ushort)(i * 1801))];
        var source = depth == 16 ? new ImageSet("set", spec, words, new[] { 1, 0 }) : new ImageSet("set", spec, Array.ConvertAll(words, word => (byte)word), new[] { 1, 0 });

        WriteAgain(source, _folder["out.npz"], ImageOutputPlan.Like(source, "out.npz"));

        var written = ImageData.Read(_folder["out.npz"]).Parts.Train;
        Assert.AreEqual(source.Sha256, written.Sha256);
        Assert.AreEqual(depth, written.BitDepth);
    }

    [TestMethod]
    public void Write_FolderAgain_KeepsNamesKindsDepthsAndPixels()
    {
        _folder.Write("in/cat/a b.PNG", PngBytes.Create(2, 2, 16, PngBytes.Grey, PngBytes.Words(1, 0x1234, 0xFFFF, 9)));
        _folder.Write("in/cat/b.bmp", PictureBytes.Bmp(2, 2, (y, x) => ((byte)(y * 90), (byte)(x * 80), 5)));
        _folder.Write("in/dög/c.webp", PictureBytes.Encode(2, 2, SKEncodedImageFormat.Webp));
        _folder.Write("in/dög/d.png", PngBytes.Create(2, 2, 8, PngBytes.Colour, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        var source = ImageData.Read(_folder["in"]).Parts.Train;

        WriteAgain(source, Out, ImageOutputPlan.Like(source, Out));

        var written = ImageData.Read(Out).Parts.Train;
        CollectionAssert.AreEqual(source.Origins.ToArray(), written.Origins.ToArray());
        Assert.AreEqual(source.Sha256, written.Sha256);
        using var line = JsonDocument.Parse(File.ReadAllLines(_folder["out", "manifest.jsonl"])[2]);
        Assert.AreEqual("dög/c.webp", line.RootElement.GetProperty("name").GetString());
        Assert.AreEqual("dög/c.webp", line.RootElement.GetProperty("output").GetString());
        Assert.AreEqual("dög", line.RootElement.GetProperty("label").GetString());
    }

    [TestMethod]
    public void Write_GreyBmpAndAlpha_ComeBackAsTheyWere()
    {
        var plan = new ImageOutputPlan { Storage = ImageStorage.Folder, Spec = new ImageSpec { Channels = 1, Height = 1, Width = 3 }, Count = 1 };
        using (var output = ImageOutput.Create(Out, plan))
        {
            output.Write([0f, 0.2f, 1f], new OutputImage { Origin = new ImageOrigin("a.bmp", ImageFileFormat.Bmp, 1, 1, 3, 8) });
            output.Complete();
        }

        CollectionAssert.AreEqual(new ushort[] { 0, 51, 255 }, PixelConversion.WithChannels(ImageFile.Decode(_folder["out", "a.bmp"]).Image, 1).Samples);
        var alpha = new DecodedImage(4, 1, 1, 8, [200, 100, 50, 1]);
        _folder.Write("alpha.png", ImageEncoder.Encode(alpha, ImageFileFormat.Png));
        CollectionAssert.AreEqual(alpha.Samples, ImageFile.Decode(_folder["alpha.png"]).Image.Samples);
        var deep = new DecodedImage(4, 1, 2, 16, [1, 2, 300, 4, 50_000, 6, 7, 65_535]);
        _folder.Write("deep.png", ImageEncoder.Encode(deep, ImageFileFormat.Png));
        CollectionAssert.AreEqual(deep.Samples, ImageFile.Decode(_folder["deep.png"]).Image.Samples);
    }

    [TestMethod]
    [DataRow(ImageFit.Resize, 12, 16)]
    [DataRow(ImageFit.Contain, 12, 16)]
    [DataRow(ImageFit.Cover, 8, 8)]
    public void Write_FittedImages_HaveTheirSizeAgainWhereNothingWasCutOff(ImageFit fit, int height, int width)
    {
        _folder.Write("in/a.png", PictureBytes.Encode(8, 8));
        _folder.Write("in/b.png", PictureBytes.Encode(8, 8, shift: 3));
        _folder.Write("in/c.png", PictureBytes.Encode(12, 16));
        var (parts, report) = ImageData.Read(_folder["in"], new ImageReadOptions { Fit = fit });

        WriteAgain(parts.Train, Out, ImageOutputPlan.Like(parts.Train, Out, report.Fit));

        Assert.AreEqual((height, width), SizeOf("c.png"));
        CollectionAssert.AreEqual(ImageFile.Decode(_folder["in", "b.png"]).Image.Samples, ImageFile.Decode(_folder["out", "b.png"]).Image.Samples);
    }

    [TestMethod]
    public void Write_PaddedImages_ComeBackBitForBit()
    {
        _folder.Write("in/a.png", PictureBytes.Encode(8, 8));
        _folder.Write("in/b.png", PictureBytes.Encode(5, 7));
        var (parts, report) = ImageData.Read(_folder["in"], new ImageReadOptions { Fit = ImageFit.Pad, Height = 9, Width = 12 });

        WriteAgain(parts.Train, Out, ImageOutputPlan.Like(parts.Train, Out, report.Fit));

        CollectionAssert.AreEqual(ImageFile.Decode(_folder["in", "b.png"]).Image.Samples, ImageFile.Decode(_folder["out", "b.png"]).Image.Samples);
    }

    [TestMethod]
    public void Write_SeveralDraws_AreInTheNames()
    {
        _folder.Write("in/cat/a.jpg", PictureBytes.Encode(8, 8, SKEncodedImageFormat.Jpeg));
        var source = ImageData.Read(_folder["in"]).Parts.Train;

        using (var output = ImageOutput.Create(Out, ImageOutputPlan.Like(source, Out, copies: 2)))
        {
            foreach (var draw in (int[])[0, 1])
                output.Write(Floats(source, 0), OutputImage.Of(source, 0, seed: 5, draw));
            output.Complete();
        }

        CollectionAssert.AreEqual(new[] { "a-1.jpg", "a-2.jpg" }, Directory.GetFiles(_folder["out", "cat"]).Select(Path.GetFileName).Order().ToArray());
        Assert.AreEqual(ImageFileFormat.Jpeg, ImageFile.ReadHeader(_folder["out", "cat", "a-1.jpg"]).Format);
        Assert.AreEqual("""{"output":"cat/a-2.jpg","source":0,"name":"cat/a.jpg","label":"cat","seed":5,"draw":1}""", File.ReadAllLines(_folder["out", "manifest.jsonl"])[1]);
    }

    [TestMethod]
    public void Write_WithoutSource_NumbersTheFilesByClass()
    {
        using (var output = ImageOutput.Create(Out, Plan(ImageStorage.Folder, count: 2) with { ClassNames = ["a/b", ".."] }))
        {
            output.Write([0f], new OutputImage { Label = 0, Seed = 1 });
            output.Write([1f], new OutputImage { Label = 1, Seed = 1, Draw = 1 });
            output.Complete();
        }

        Assert.IsTrue(File.Exists(_folder["out", "a_b", "000000.png"]));
        Assert.IsTrue(File.Exists(_folder["out", "_", "000001.png"]));
    }

    [TestMethod]
    public void Write_OriginAboveTheFolder_StaysInside()
    {
        using var output = ImageOutput.Create(Out, Plan(ImageStorage.Folder));
        output.Write([0f], new OutputImage { Origin = new ImageOrigin("../../etc/a.png", ImageFileFormat.Png, 1, 1, 1, 8) });
        output.Complete();

        Assert.IsTrue(File.Exists(_folder["out", "etc", "a.png"]));
    }

    [TestMethod]
    [DataRow(ImageStorage.Idx)]
    [DataRow(ImageStorage.Numpy)]
    [DataRow(ImageStorage.Folder)]
    public void Dispose_Incomplete_LeavesNothing(ImageStorage kind)
    {
        using (var output = ImageOutput.Create(Out, Plan(kind, count: 2)))
        {
            output.Write([0f], new OutputImage());
            Assert.ThrowsExactly<InvalidOperationException>(output.Complete);
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [TestMethod]
    [DataRow(ImageStorage.Idx)]
    [DataRow(ImageStorage.Numpy)]
    [DataRow(ImageStorage.Folder)]
    public void Create_OutputThatExists_IsReplacedWhereItMayBe(ImageStorage kind)
    {
        WriteOne(0f, overwrite: false);
        Assert.ThrowsExactly<IOException>(() => WriteOne(1f, overwrite: false));
        WriteOne(1f, overwrite: true);

        Assert.HasCount(kind == ImageStorage.Folder ? 1 : 2, Directory.GetFileSystemEntries(_folder.Path));

        void WriteOne(float value, bool overwrite)
        {
            using var output = ImageOutput.Create(Out, Plan(kind) with { Overwrite = overwrite });
            output.Write([value], new OutputImage());
            output.Complete();
        }
    }

    [TestMethod]
    public void Create_FolderOfSomethingElse_IsNeverReplaced()
    {
        _folder.Write("out/holiday.jpg", [1]);

        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => ImageOutput.Create(Out, Plan(ImageStorage.Folder) with { Overwrite = true })).Message, "something else");
        Assert.IsTrue(File.Exists(_folder["out", "holiday.jpg"]));
    }

    [TestMethod]
    public void Write_WhatDoesNotBelong_Throws()
    {
        using var output = ImageOutput.Create(Out, Plan(ImageStorage.Idx));

        Assert.ThrowsExactly<ArgumentException>(() => output.Write([0f, 0f], new OutputImage()));
        Assert.ThrowsExactly<ArgumentException>(() => output.Write([float.NaN], new OutputImage()));
        Assert.ThrowsExactly<ArgumentException>(() => output.Write([0f], new OutputImage { Label = 0 }));
        output.Write([0f], new OutputImage());
        Assert.ThrowsExactly<InvalidOperationException>(() => output.Write([0f], new OutputImage()));
        Assert.ThrowsExactly<ArgumentException>(() => ImageOutput.Create(_folder["other"], Plan(ImageStorage.Idx) with { BitDepth = 16 }));
    }

    [TestMethod]
    [DataRow("x.npz", ImageStorage.Numpy)]
    [DataRow("x-images-idx3-ubyte", ImageStorage.Idx)]
    [DataRow("x.gz", ImageStorage.Idx)]
    [DataRow("pictures", ImageStorage.Folder)]
    public void StorageFor_NameThatSaysIt_IsThat(string path, ImageStorage storage) => Assert.AreEqual(storage, ImageOutputPlan.StorageFor(path, otherwise: null));

    [TestMethod]
    public void StorageFor_NameThatSaysNothing_IsThatOfWhatCameIn()
    {
        Assert.AreEqual(ImageStorage.Idx, ImageOutputPlan.StorageFor("pictures", ImageStorage.Idx));
        Assert.AreEqual(ImageStorage.Numpy, ImageOutputPlan.StorageFor("x.npz", ImageStorage.Folder));
    }

    [TestMethod]
    public void Write_ListingAgain_KeepsTheLabels()
    {
        _folder.Write("in/a, b.png", PictureBytes.Encode(2, 2));
        _folder.Write("in/c.png", PictureBytes.Encode(2, 2, shift: 1));
        _folder.Write("in/list.csv", "path,label\n\"a, b.png\",cat\nc.png,\"dog \"\"D\"\"\"\n"u8.ToArray());
        var (source, storage) = (ImageData.Read(_folder["in", "list.csv"]).Parts.Train, ImageData.Read(_folder["in", "list.csv"]).Parts.Storage);

        WriteAgain(source, Out, ImageOutputPlan.Like(source, Out, storage: storage));

        var written = ImageData.Read(_folder["out", "listing.csv"]).Parts.Train;
        Assert.AreEqual(source.Sha256, written.Sha256);
        CollectionAssert.AreEqual(source.ClassNames.ToArray(), written.ClassNames.ToArray());
    }

    [TestMethod]
    public void Write_DepthThatIsForced_HasIt()
    {
        _folder.Write("in/a.png", PngBytes.Create(2, 2, 16, PngBytes.Grey, PngBytes.Words(1, 0x1234, 0xFFFF, 9)));
        _folder.Write("in/b.bmp", PictureBytes.Bmp(2, 2, (y, x) => ((byte)(y * 90), (byte)(x * 80), 5)));
        var source = ImageData.Read(_folder["in"]).Parts.Train;

        foreach (var depth in (int[])[8, 16])
        {
            WriteAgain(source, Out, ImageOutputPlan.Like(source, Out) with { BitDepth = depth, ForcesBitDepth = true, Overwrite = true });
            Assert.IsTrue(ImageData.Read(Out).Parts.Train.Origins.All(origin => origin.BitDepth == depth));
        }
    }

    private static ImageOutputPlan Plan(ImageStorage kind, int count = 1) => new() { Storage = kind, Spec = new ImageSpec { Channels = 1, Height = 1, Width = 1 }, Count = count };

    private static float[] Floats(ImageSource source, int index)
    {
        var values = new float[source.Spec.Length];
        source.Gather([index], values);
        return values;
    }

    private static void WriteAgain(ImageSource source, string path, ImageOutputPlan plan)
    {
        using var output = ImageOutput.Create(path, plan);
        for (var i = 0; i < source.Count; i++)
            output.Write(Floats(source, i), OutputImage.Of(source, i, seed: 5));
        output.Complete();
    }

    private (int Height, int Width) SizeOf(string name)
    {
        var header = ImageFile.ReadHeader(_folder["out", name]);
        return (header.Height, header.Width);
    }
}
