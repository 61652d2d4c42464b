using System.IO.Compression;
using System.Text;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data.Numpy;

[TestClass]
public sealed class NumpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.Optimal)]
    public void Read_MedMnistLayout_GivesItsParts(CompressionLevel compression)
    {
        var path = Write(compression,
            ("train_images", "|u1", "(2, 1, 2)", [1, 2, 3, 4]), ("train_labels", "|u1", "(2, 1)", [1, 0]),
            ("val_images", "|u1", "(1, 1, 2)", [5, 6]), ("val_labels", "|u1", "(1, 1)", [1]),
            ("test_images", "|u1", "(1, 1, 2)", [7, 8]), ("test_labels", "|u1", "(1, 1)", [0]));

        var parts = ImageData.Read(path).Parts;

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, parts.Train.ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0 }, parts.Train.Labels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 5, 6 }, parts.Validation!.ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 7, 8 }, parts.Test!.ToImageSet().Pixels.ToArray());
        Assert.AreEqual("set", parts.Train.Name);
        Assert.AreEqual(parts.Train.Sha256, ImageData.Read(_folder.Path).Parts.Train.Sha256);
    }

    [TestMethod]
    public void Read_ColourChannelsLast_PutsThemFirst()
    {
        var path = Write(CompressionLevel.Optimal, ("images", "|u1", "(1, 1, 2, 3)", [1, 2, 3, 4, 5, 6]));

        CollectionAssert.AreEqual(new byte[] { 1, 4, 2, 5, 3, 6 }, ImageData.Read(path).Parts.Train.ToImageSet().Pixels.ToArray());
    }

    [TestMethod]
    [DataRow("<u2", new byte[] { 0x34, 0x12, 0x01, 0x00 })]
    [DataRow(">u2", new byte[] { 0x12, 0x34, 0x00, 0x01 })]
    public void Read_SixteenBits_InEitherByteOrder(string type, byte[] bytes)
    {
        var path = Write(CompressionLevel.Optimal, ("x_train", type, "(1, 1, 2)", bytes), ("y_train", "<i8", "(1,)", [3, 0, 0, 0, 0, 0, 0, 0]));

        var set = ImageData.Read(path).Parts.Train;

        CollectionAssert.AreEqual(new ushort[] { 0x1234, 1 }, set.ToImageSet().Pixels16.ToArray());
        CollectionAssert.AreEqual(new[] { 3 }, set.Labels.ToArray());
    }

    [TestMethod]
    public void Read_OverTheBudget_StreamsTheSameImages()
    {
        var path = Write(CompressionLevel.Optimal, ("images", "|u1", "(3, 1, 2, 3)", [.. Enumerable.Range(0, 18).Select(i => (byte)i)]));
        var memory = ImageData.Read(path).Parts.Train;

        var (parts, report) = ImageData.Read(path, new ImageReadOptions { MemoryBudget = 10 });

        Assert.IsTrue(report.IsStreamed);
        Assert.AreEqual(memory.Sha256, parts.Train.Sha256);
        CollectionAssert.AreEqual(memory.Select([2, 0]).ToImageSet().Pixels.ToArray(), parts.Train.Select([2, 0]).ToImageSet().Pixels.ToArray());
    }

    [TestMethod]
    public void Read_ArrayAlone_IsImagesWithoutLabels()
    {
        var path = _folder.Write("set.npy", Array("|u1", "(2, 1, 1)", [9, 8]));

        CollectionAssert.AreEqual(new byte[] { 9, 8 }, ImageData.Read(path).Parts.Train.ToImageSet().Pixels.ToArray());
    }

    [TestMethod]
    [DataRow("<f4", "(1, 1, 1)", 4, "elements <f4")]
    [DataRow("|u1", "(1, 4, 4, 4, 1)", 64, "shape (1, 4, 4, 4, 1)")]
    [DataRow("|u1", "(1, 3, 2, 2)", 12, "shape (1, 3, 2, 2)")]
    [DataRow("|u1", "(2, 1, 1)", 1, "fewer")]
    [DataRow("|u1", "(1, 1, 1)", 2, "more")]
    [DataRow("|u1", "(1, 99999, 1)", 1, "shape (1, 99999, 1)")]
    [DataRow("|u1", "(0, 1, 1)", 0, "shape (0, 1, 1)")]
    public void Read_ArrayOfAnotherKind_SaysWhat(string type, string shape, int bytes, string found) =>
        Assert.AreEqual(found, Fails(_folder.Write("set.npy", Array(type, shape, new byte[bytes]))).Found);

    [TestMethod]
    public void Read_FortranOrder_SaysWhatToDo() =>
        StringAssert.Contains(Fails(_folder.Write("set.npy", Array("|u1", "(1, 1, 2)", [1, 2], isFortran: true))).Message, "numpy.ascontiguousarray");

    [TestMethod]
    public void Read_DamagedFiles_SayWhatIsWrong()
    {
        Assert.AreEqual("something else", Fails(_folder.Write("set.npy", "no array at all"u8.ToArray())).Found);
        Assert.AreEqual("the end of the file", Fails(_folder.Write("set.npy", [0x93])).Found);
        StringAssert.Contains(Fails(_folder.Write("set.npz", [1, 2, 3])).Found, "a damaged one");
    }

    [TestMethod]
    public void Read_ArchivesThatDoNotBelongTogether_SayWhy()
    {
        StringAssert.Contains(Fails(Write(CompressionLevel.Optimal, ("other", "|u1", "(1, 1, 1)", [1]))).Found, "other");
        StringAssert.Contains(Fails(Write(CompressionLevel.Optimal, ("images", "|u1", "(2, 1, 1)", [1, 2]), ("labels", "|u1", "(1,)", [0]))).Found, "1 in labels");
        StringAssert.Contains(Fails(Write(CompressionLevel.Optimal, ("images", "|u1", "(1, 1, 1)", [1]), ("labels", "|u1", "(1, 14)", new byte[14]))).Message, "several classes at once");
        StringAssert.Contains(Fails(Write(CompressionLevel.Optimal, ("images", "|u1", "(1, 1, 1)", [1]), ("labels", "|i1", "(1,)", [255]))).Found, "-1 for image 0");
        StringAssert.Contains(Fails(Write(CompressionLevel.Optimal, ("train_images", "|u1", "(1, 1, 1)", [1]), ("train_labels", "|u1", "(1,)", [0]),
            ("test_images", "|u1", "(1, 1, 1)", [1]), ("test_labels", "|u1", "(1,)", [4]))).Found, "4 in test_labels");
    }

    private static DataFormatException Fails(string path) => Assert.ThrowsExactly<DataFormatException>(() => ImageData.Read(path));

    /// <summary>An array as numpy.lib.format describes it: magic, version 1.0, the header's length, the header padded to 64 bytes, the elements.</summary>
    private static byte[] Array(string type, string shape, byte[] elements, bool isFortran = false)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight(((10 + header.Length + 64) / 64 * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. elements];
    }

    private string Write(CompressionLevel compression, params (string Name, string Type, string Shape, byte[] Elements)[] arrays)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, type, shape, elements) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy", compression).Open();
                entry.Write(Array(type, shape, elements));
            }
        }

        return _folder.Write("set.npz", content.ToArray());
    }
}
