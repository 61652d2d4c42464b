using System.IO.Compression;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

[TestClass]
public sealed class ZipBundleTests : IDisposable
{
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Load_ZipFileStreamOrBytes_EqualsTheFolder()
    {
        var path = _files.Folder + ".zip";
        ZipFile.CreateFromDirectory(_files.Folder, path);
        try
        {
            using var folder = _files.Load();
            using var file = VaeBundle.Load(path);
            using var bytes = VaeBundle.Load(File.ReadAllBytes(path).AsMemory());
            using var content = File.OpenRead(path);
            using var stream = VaeBundle.Load(content);
            var images = TinyImages.Floats(3);
            var expected = folder.Denoiser.Denoise(images);
            CollectionAssert.AreEqual(expected, file.Denoiser.Denoise(images));
            CollectionAssert.AreEqual(expected, bytes.Denoiser.Denoise(images));
            CollectionAssert.AreEqual(expected, stream.Denoiser.Denoise(images));
            Assert.ThrowsExactly<BundleException>(() => VaeBundle.Load(path, new RuntimeOptions { MaxFileBytes = 10 }));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Load_ZipWithoutAGraph_IsRefused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntryFromFile(Path.Combine(_files.Folder, BundleManifest.FileName), BundleManifest.FileName);
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => VaeBundle.Load(stream.ToArray().AsMemory())).Message, "no such entry in the archive");
    }

    [TestMethod]
    public void Load_ZipOfTheFolderItself_SaysThatTheFilesLieTooDeep()
    {
        using var stream = new MemoryStream();
        ZipFile.CreateFromDirectory(_files.Folder, stream, CompressionLevel.Fastest, includeBaseDirectory: true);
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => VaeBundle.Load(stream.ToArray().AsMemory())).Message, "in a folder below it");
    }

    [TestMethod]
    public void Load_NoZip_IsRefused() =>
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => VaeBundle.Load(_files.PathOf(GraphRole.Encoder))).Message, "expected a readable zip archive");
}
