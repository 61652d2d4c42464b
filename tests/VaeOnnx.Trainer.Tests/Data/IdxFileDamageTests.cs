using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

/// <summary>Every way in which a file can be wrong ends in an error that names the file, the expectation and what was found.</summary>
[TestClass]
public sealed class IdxFileDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(0, "an empty file")]
    [DataRow(3, "the end of the file")]
    [DataRow(11, "the end of the file")]
    [DataRow(16, "0 bytes")]
    [DataRow(27, "11 bytes")]
    public void Read_Truncated_SaysHowFarItGoes(int length, string found) =>
        Expect(IdxBytes.TwoImages()[..length], "", found);

    [TestMethod]
    public void Read_TruncatedPixels_SaysWhatTheHeaderAnnounces() =>
        Expect(IdxBytes.TwoImages()[..20], "12 bytes after the header, which announces 2x2x3 pixels", "4 bytes");

    [TestMethod]
    public void Read_TrailingBytes_SaysSo()
    {
        Expect([.. IdxBytes.TwoImages(), 0], "12 bytes", "13 bytes");
        Expect(IdxBytes.Gzip([.. IdxBytes.TwoImages(), 0]), "12 bytes", "more bytes");
    }

    [TestMethod]
    public void Read_GzipTruncatedAnywhere_IsRefused()
    {
        var whole = IdxBytes.Gzip(IdxBytes.TwoImages());
        for (var length = 0; length < whole.Length; length++)
            Expect(whole[..length], "", "");
    }

    [TestMethod]
    public void Read_GzipWithFlippedBit_IsRefused()
    {
        var damaged = IdxBytes.Gzip(IdxBytes.TwoImages());
        damaged[^6] ^= 1; // the checksum

        Expect(damaged, "intact gzip data", "damaged data");
    }

    [TestMethod]
    public void Read_GzipOfHalfTheFile_SaysHowFarItGoes() =>
        Expect(IdxBytes.Gzip(IdxBytes.TwoImages()[..20]), "12 bytes", "4 bytes");

    [TestMethod]
    public void Read_GzipTooShortForItsHeader_IsRefusedBeforeAllocating()
    {
        // 2,000,000,000 pixels: allocating them before reading would take 2 GB.
        byte[] header = [0, 0, 8, 3, 0, 0, 0x07, 0xD0, 0, 0, 0x03, 0xE8, 0, 0, 0x03, 0xE8];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Expect(IdxBytes.Gzip([.. header, 1, 2, 3]), "2000000000 bytes", "too short to hold them");

        Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow(0, "a number of images from 1", "0")]
    [DataRow(1, "a height from 1 to 16384", "0")]
    [DataRow(2, "a width from 1 to 16384", "0")]
    public void Read_AxisOfZero_NamesIt(int axis, string expected, string found)
    {
        var bytes = IdxBytes.TwoImages();
        bytes.AsSpan(4 + (4 * axis), 4).Clear();

        Expect(bytes, expected, found);
    }

    [TestMethod]
    public void Read_AbsurdAxes_AreRefused()
    {
        Expect([0, 0, 8, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 9], "a height from 1 to 16384", "4294967295");
        Expect([0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 9], "a number of channels from 1 to 4", "5");
        Expect([0, 0, 8, 3, 0x7F, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0x40, 0, 9], "bytes of data", "more");
    }

    [TestMethod]
    public void Read_LabelsGivenAsImages_SaysSwapped()
    {
        var error = Expect(IdxBytes.TwoLabels(), "images as unsigned bytes (magic number 0x00000803)", "labels (magic number 0x00000801)");

        StringAssert.Contains(error.Message, "swapped");
    }

    [TestMethod]
    public void ReadLabels_ImagesGivenAsLabels_SaysSwapped()
    {
        var error = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.ReadLabels(_folder.Write("file", IdxBytes.TwoImages())));

        StringAssert.Contains(error.Found, "images (magic number 0x00000803)");
        StringAssert.Contains(error.Message, "swapped");
    }

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 0x0D, 3 }, "3 axes of 32-bit floats")]
    [DataRow(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "0x89504E47, which is no IDX magic number")]
    [DataRow(new byte[] { 3, 8, 0, 0 }, "0x03080000, which is no IDX magic number")]
    public void Read_OtherMagicNumber_SaysWhatItIs(byte[] magic, string found) =>
        Expect([.. magic, .. IdxBytes.TwoImages()[4..]], "unsigned bytes", found);

    [TestMethod]
    public void Read_MoreImagesThanLabels_NamesBothFiles()
    {
        var images = _folder.Write("images", IdxBytes.TwoImages());
        var labels = _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 1, 7]);

        var error = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.Read(images, labels));

        Assert.AreEqual(labels, error.Path);
        StringAssert.Contains(error.Expected, $"2 labels, one for each image of {images}");
        Assert.AreEqual("1 labels", error.Found);
    }

    [TestMethod]
    public void Read_LabelWithoutClass_NamesTheImage()
    {
        var images = _folder.Write("images", IdxBytes.TwoImages());
        var labels = _folder.Write("labels", IdxBytes.TwoLabels());

        var error = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.Read(images, labels, classNames: ["cat", "dog"]));

        Assert.AreEqual("labels from 0 to 1", error.Expected);
        Assert.AreEqual("7 for image 0", error.Found);
    }

    [TestMethod]
    public void Read_NoSuchFileOrAFolder_SaysWhich()
    {
        var missing = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.Read(_folder["missing"]));
        var folder = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.Read(_folder.Path));

        Assert.AreEqual("no such file", missing.Found);
        Assert.AreEqual("a folder", folder.Found);
    }

    private DataFormatException Expect(byte[] images, string expected, string found)
    {
        var path = _folder.Write("images-under-test", images);

        var error = Assert.ThrowsExactly<DataFormatException>(() => IdxFile.Read(path));

        Assert.AreEqual(path, error.Path);
        StringAssert.Contains(error.Message, path);
        StringAssert.Contains(error.Expected, expected);
        StringAssert.Contains(error.Found, found);
        return error;
    }
}
