using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class AtomicFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx-tests-").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void WriteAllBytes_NewFolder_WritesTheFileAlone()
    {
        var path = Path.Combine(_folder, "a", "b", "file.bin");
        AtomicFile.WriteAllBytes(path, new byte[] { 1, 2, 3 });
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(path));
        Assert.HasCount(1, Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [TestMethod]
    public void Write_WriterThatThrows_LeavesTheOldFileAndNothingElse()
    {
        var path = Path.Combine(_folder, "file.bin");
        AtomicFile.WriteAllBytes(path, new byte[] { 1 });
        Assert.ThrowsExactly<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write([9, 9, 9]);
            throw new InvalidOperationException();
        }));
        CollectionAssert.AreEqual(new byte[] { 1 }, File.ReadAllBytes(path));
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void WriteAllBytes_LeftoversOfKilledWriters_AreRemovedAndNothingElseIs()
    {
        var path = Path.Combine(_folder, "file.bin");
        string Temporary(string name) => Path.Combine(_folder, $"{name}.{Guid.NewGuid():N}.tmp");
        string[] others = [Temporary("other.bin"), Path.Combine(_folder, "file.bin.mine.tmp"), Temporary("file.bin.x")];
        foreach (var file in (string[])[Temporary("file.bin"), Temporary("file.bin"), .. others])
            File.WriteAllBytes(file, [1]);
        var beingWritten = Temporary("file.bin");
        using var writer = new FileStream(beingWritten, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        AtomicFile.WriteAllBytes(path, new byte[] { 5 });

        CollectionAssert.AreEquivalent((string[])[path, beingWritten, .. others], Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void WriteAllBytes_ManyWritersOfOneFile_LeaveOneWholeFile()
    {
        var path = Path.Combine(_folder, "file.bin");
        Parallel.For(0, 32, i => AtomicFile.WriteAllBytes(path, Enumerable.Repeat((byte)i, 10_000).ToArray()));
        var bytes = File.ReadAllBytes(path);
        Assert.HasCount(10_000, bytes);
        Assert.AreEqual(1, bytes.Distinct().Count());
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }
}
