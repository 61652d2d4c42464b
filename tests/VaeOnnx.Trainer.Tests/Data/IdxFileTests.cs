using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_HandMadeFiles_GivesTheirContent(bool isGzip)
    {
        // The names say nothing: gzip is recognised by its bytes.
        var images = _folder.Write("train.idx", isGzip ? IdxBytes.Gzip(IdxBytes.TwoImages()) : IdxBytes.TwoImages());
        var labels = _folder.Write("labels.gz", isGzip ? IdxBytes.Gzip(IdxBytes.TwoLabels()) : IdxBytes.TwoLabels());

        var set = IdxFile.Read(images, labels);

        Assert.AreEqual("train", set.Name);
        Assert.AreEqual(new ImageSpec { Channels = 1, Height = 2, Width = 3 }, set.Spec);
        Assert.AreEqual(2, set.Count);
        CollectionAssert.AreEqual(new byte[] { 6, 7, 8, 9, 10, 11 }, set.Image(1).ToArray());
        CollectionAssert.AreEqual(new[] { 7, 1 }, set.Labels.ToArray());
        Assert.HasCount(8, set.ClassNames);
    }

    [TestMethod]
    public void Read_WithoutLabels_IsUnlabelled()
    {
        var set = IdxFile.Read(_folder.Write("images", IdxBytes.TwoImages()));

        Assert.IsFalse(set.IsLabelled);
        Assert.IsEmpty(set.ClassNames);
    }

    [TestMethod]
    public void WriteImages_Grey_WritesTheFormatsBytes()
    {
        IdxFile.WriteImages(_folder["images"], new ImageSpec { Channels = 1, Height = 2, Width = 3 }, IdxBytes.TwoImages().AsMemory(16));
        IdxFile.WriteLabels(_folder["labels"], new[] { 7, 1 });

        CollectionAssert.AreEqual(IdxBytes.TwoImages(), File.ReadAllBytes(_folder["images"]));
        CollectionAssert.AreEqual(IdxBytes.TwoLabels(), File.ReadAllBytes(_folder["labels"]));
    }

    [TestMethod]
    public void WriteImages_NameEndsInGz_Compresses()
    {
        IdxFile.WriteImages(_folder["new", "images.gz"], new ImageSpec { Channels = 1, Height = 2, Width = 3 }, IdxBytes.TwoImages().AsMemory(16));

        var written = File.ReadAllBytes(_folder["new", "images.gz"]);
        Assert.AreEqual(0x1F, written[0]);
        CollectionAssert.AreEqual(IdxBytes.TwoImages(), IdxBytes.Gunzip(written));
    }

    [TestMethod]
    public void WriteImages_Colour_ComesBackWithFourAxes()
    {
        var spec = new ImageSpec { Channels = 3, Height = 2, Width = 2 };
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(value => (byte)(value * 10))];

        IdxFile.WriteImages(_folder["colour"], spec, pixels);

        CollectionAssert.AreEqual(new byte[] { 0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 3 }, File.ReadAllBytes(_folder["colour"])[..12]);
        var set = IdxFile.Read(_folder["colour"]);
        Assert.AreEqual(spec, set.Spec);
        CollectionAssert.AreEqual(pixels, set.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    public void WriteImages_NotWholeImages_ThrowsAndWritesNothing(int length)
    {
        var spec = new ImageSpec { Channels = 1, Height = 2, Width = 3 };

        Assert.ThrowsExactly<ArgumentException>(() => IdxFile.WriteImages(_folder["images"], spec, new byte[length]));

        Assert.IsFalse(File.Exists(_folder["images"]));
    }

    [TestMethod]
    public void WriteLabels_Above255_Writes32BitIntegersThatComeBack()
    {
        IdxFile.WriteLabels(_folder["labels"], new[] { 258, 0 });

        CollectionAssert.AreEqual(new byte[] { 0, 0, 0x0C, 1, 0, 0, 0, 2, 0, 0, 1, 2, 0, 0, 0, 0 }, File.ReadAllBytes(_folder["labels"]));
        CollectionAssert.AreEqual(new[] { 258, 0 }, IdxFile.ReadLabels(_folder["labels"]));
    }

    [TestMethod]
    public void WriteLabels_Negative_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => IdxFile.WriteLabels(_folder["labels"], new[] { -1 }));

    [TestMethod]
    public void WriteLabels_None_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => IdxFile.WriteLabels(_folder["labels"], default));
}
