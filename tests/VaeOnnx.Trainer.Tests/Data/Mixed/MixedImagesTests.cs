using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;

namespace VaeOnnx.Trainer.Tests.Data.Mixed;

[TestClass]
public sealed class MixedImagesTests
{
    [TestMethod]
    public void Read_FolderOfSeveralSizes_KeepsEachSize()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", PictureBytes.Encode(9, 7));
        folder.Write("b.png", PictureBytes.Encode(5, 11));
        folder.Write("c.png", PictureBytes.Encode(9, 7));

        var (train, validation, test, report) = MixedImages.Read(folder.Path);

        Assert.AreEqual((3, 3, 8), (train.Count, train.Channels, train.BitDepth));
        CollectionAssert.AreEqual((string[])["2 of 9x7", "1 of 5x11"], train.Sizes.Select(size => size.ToString()).ToArray());
        CollectionAssert.AreEqual((string[])["a.png", "b.png", "c.png"], train.Names.ToArray());
        Assert.IsNull(validation);
        Assert.IsNull(test);
        Assert.IsNull(train.ToImageSet());
        Assert.IsNotNull(train.Select([0, 2]).ToImageSet());
        Assert.HasCount(2, report.Sizes);
    }

    [TestMethod]
    public void Read_OneSize_HasThePixelsThatOtherReadersGet()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 3; i++)
            folder.Write($"{i}.png", PictureBytes.Encode(9, 7, shift: i));

        var mixed = MixedImages.Read(folder.Path).Train;

        CollectionAssert.AreEqual(ImageData.Read(folder.Path).Parts.Train.ToImageSet().Pixels.ToArray(), mixed.ToImageSet()!.Pixels.ToArray());
        Assert.AreEqual(mixed.Sha256, MixedImages.From(mixed.ToImageSet()!).Sha256);
    }

    [TestMethod]
    public void Read_GreyWanted_HasOneChannel()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", PictureBytes.Encode(9, 7));

        Assert.AreEqual(1, MixedImages.Read(folder.Path, new ImageReadOptions { Channels = ImageChannels.Grey }).Train.Channels);
    }

    [TestMethod]
    public void Read_BrokenFile_EndsItOrIsListed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", PictureBytes.Encode(9, 7));
        folder.Write("b.png", PictureBytes.Encode(9, 7)[..60]);

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => MixedImages.Read(folder.Path)).Message, "b.png");
        var (train, _, _, report) = MixedImages.Read(folder.Path, new ImageReadOptions { SkipBroken = true });
        Assert.AreEqual(1, train.Count);
        Assert.AreEqual("b.png", report.Broken.Single().Path);
    }

    [TestMethod]
    public void Read_MoreThanTheBudget_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", PictureBytes.Encode(100, 100));

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => MixedImages.Read(folder.Path, new ImageReadOptions { MemoryBudget = 1000 })).Message, "Raise --memory");
    }

    [TestMethod]
    public void Pair_SameNames_StacksThem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("noisy/2.png", PictureBytes.Encode(9, 7, shift: 1));
        folder.Write("noisy/1.png", PictureBytes.Encode(5, 6, shift: 2));
        folder.Write("clean/1.bmp", PictureBytes.Bmp(5, 6, (y, x) => ((byte)y, (byte)x, 9)));
        folder.Write("clean/2.png", PictureBytes.Encode(9, 7));
        var (noisy, clean) = (MixedImages.Read(folder["noisy"]), MixedImages.Read(folder["clean"]));

        var pairs = MixedData.Pair(noisy, clean).Train;

        Assert.AreEqual(6, pairs.Channels);
        for (var i = 0; i < 2; i++)
        {
            CollectionAssert.AreEqual(noisy.Train.Samples(i).ToArray(), pairs.Samples(i)[..(pairs.Samples(i).Length / 2)].ToArray());
            CollectionAssert.AreEqual(clean.Train.Samples(i).ToArray(), pairs.Samples(i)[(pairs.Samples(i).Length / 2)..].ToArray());
        }
    }

    [TestMethod]
    [DataRow("3.png", "clean: expected a counterpart of the same name for every image, found none in noisy for 3.png")]
    [DataRow("1.bmp", "expected each name once, whatever the extension, found 1.bmp and 1.png")]
    public void Pair_NamesThatDiffer_NamesTheFile(string extra, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("noisy/1.png", PictureBytes.Encode(9, 7));
        folder.Write("clean/1.png", PictureBytes.Encode(9, 7));
        folder.Write($"clean/{extra}", PictureBytes.Encode(9, 7));

        var e = Assert.ThrowsExactly<DataFormatException>(() => MixedData.Pair(MixedImages.Read(folder["noisy"]), MixedImages.Read(folder["clean"])));
        StringAssert.Contains(e.Message, expected);
    }

    [TestMethod]
    public void Pair_SizesThatDiffer_NamesBothFiles()
    {
        using var folder = new TemporaryFolder();
        folder.Write("noisy/1.png", PictureBytes.Encode(9, 7));
        folder.Write("clean/1.png", PictureBytes.Encode(9, 8));

        var e = Assert.ThrowsExactly<DataFormatException>(() => MixedData.Pair(MixedImages.Read(folder["noisy"]), MixedImages.Read(folder["clean"])));

        StringAssert.Contains(e.Message, "clean/1.png: expected 3x9x7, 8 bits as its counterpart noisy/1.png, found 3x9x8, 8 bits");
    }

    [TestMethod]
    public void Divide_FoldersOfParts_AreKeptAndPairedByTheirOwnNames()
    {
        using var folder = new TemporaryFolder();
        foreach (var side in (string[])["noisy", "clean"])
        {
            folder.Write($"{side}/train/1.png", PictureBytes.Encode(9, 7));
            folder.Write($"{side}/val/2.png", PictureBytes.Encode(8, 7));
        }

        var data = MixedData.Pair(MixedImages.Read(folder["noisy"]), MixedImages.Read(folder["clean"]));
        var division = data.Divide(new DivisionOptions());

        Assert.AreEqual("1.png", division.Training.Names.Single());
        Assert.AreEqual("2.png", division.Validation.Names.Single());
        Assert.AreEqual("validation given, test none", division.Split);
    }

    [TestMethod]
    public void Divide_NoParts_DrawsThemByImage()
    {
        var images = MixedImages.From(SyntheticDigits.Create(50, seed: 1));
        var data = new MixedData(images, null, null, new ImageReadReport { Layout = "drawn" });

        var division = data.Divide(new DivisionOptions { ValidationFraction = 0.2, TestFraction = 0.1, Seed = 4 });

        Assert.AreEqual((36, 9, 5), (division.Training.Count, division.Validation.Count, division.Test!.Count));
        string[] all = [.. division.Training.Names, .. division.Validation.Names, .. division.Test.Names];
        Assert.AreEqual(50, all.Distinct().Count());
        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => (data with { Train = images.Select([0, 1]) }).Divide(new DivisionOptions())).Message, "Raise --validation");
    }
}
