using System.Security.Cryptography;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class DataLocatorTests : IDisposable
{
    private static readonly string[] s_names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    private readonly TemporaryFolder _folder = new();
    private readonly MirrorServer _mirror = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose()
    {
        _mirror.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    [DataRow("", "-idx", "")]
    [DataRow("", "-idx", ".gz")]
    [DataRow("", ".idx", "")]
    [DataRow("mnist", ".idx", ".gz")]
    [DataRow("MNIST/raw", "-idx", "")]
    public async Task LocateAsync_PathWithAnySpelling_ReadsIt(string subfolder, string separator, string extension)
    {
        WriteFour(Path.Combine("named", subfolder), name => name.Replace("-idx", separator, StringComparison.Ordinal) + extension);

        var located = await LocateAsync(Nothing() with { Path = _folder["named"], EnvironmentPath = _folder["elsewhere"] });

        Assert.AreEqual(DataOrigin.Path, located.Origin);
        Assert.AreEqual(4, located.Data.Train.Count);
        Assert.AreEqual(2, located.Data.Test!.Count);
        Assert.AreEqual(subfolder.Length == 0 ? "named" : Path.GetFileName(subfolder), located.Data.Train.Name);
        StringAssert.Contains(located.Explanation, _folder["named"]);
    }

    [TestMethod]
    public async Task LocateAsync_PathWithoutData_NamesWhatItLookedFor()
    {
        var error = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder.Path }));

        Assert.AreEqual(_folder.Path, error.Path);
        Assert.AreEqual("none of them", error.Found);
        foreach (var name in s_names)
            StringAssert.Contains(error.Expected, name);
    }

    [TestMethod]
    public async Task LocateAsync_PathWithThreeOfFour_NamesTheMissing()
    {
        WriteFour("named");
        File.Delete(_folder["named", s_names[3]]);

        var error = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder["named"] }));

        Assert.AreEqual($"only some: {s_names[3]} missing", error.Found);
    }

    [TestMethod]
    public async Task LocateAsync_PathThatHoldsNoData_Throws()
    {
        var missing = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder["missing"] }));
        var file = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder.Write("file", [1]) }));

        Assert.AreEqual("nothing", missing.Found);
        StringAssert.Contains(file.Expected, "an IDX header");
    }

    [TestMethod]
    public async Task LocateAsync_EnvironmentNamesData_ReadsIt()
    {
        WriteFour("environment");

        var located = await LocateAsync(Nothing() with { EnvironmentPath = _folder["environment"] });

        Assert.AreEqual(DataOrigin.Environment, located.Origin);
        StringAssert.Contains(located.Explanation, "no path was named; VAEONNX_DATA names this place");
    }

    [TestMethod]
    public async Task LocateAsync_EnvironmentNamesNoData_IsAnErrorAndNoFallback()
    {
        var error = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { EnvironmentPath = _folder.Path }));

        StringAssert.Contains(error.Message, "VAEONNX_DATA");
    }

    [TestMethod]
    public async Task LocateAsync_CacheIsWhole_ReadsItWithoutTheNetwork()
    {
        var files = WriteFour("cache");

        var located = await LocateAsync(Nothing() with { Download = Mirrored(files) });

        Assert.AreEqual(DataOrigin.Cache, located.Origin);
        StringAssert.Contains(located.Explanation, "VAEONNX_DATA is not set");
        Assert.IsEmpty(_mirror.Requests);
    }

    [TestMethod]
    public async Task LocateAsync_CacheIsEmpty_Downloads()
    {
        var files = WriteFour("published");
        Publish(files);

        var located = await LocateAsync(Nothing() with { Download = Mirrored(files) });

        Assert.AreEqual(DataOrigin.Download, located.Origin);
        Assert.AreEqual(4, located.Data.Train.Count);
        StringAssert.Contains(located.Explanation, "no MNIST in the cache");
        Assert.AreEqual(DataOrigin.Cache, (await LocateAsync(Nothing() with { Download = Mirrored(files) })).Origin);
    }

    [TestMethod]
    public async Task LocateAsync_CacheIsDamaged_ReplacesTheFile()
    {
        var files = WriteFour("published");
        Publish(files);
        WriteFour("cache");
        _folder.Write(Path.Combine("cache", s_names[2]), [1, 2, 3]);

        var located = await LocateAsync(Nothing() with { Download = Mirrored(files) });

        Assert.AreEqual(DataOrigin.Download, located.Origin);
        StringAssert.Contains(located.Explanation, $"damaged files ({s_names[2]})");
        CollectionAssert.AreEqual(new[] { s_names[2] }, _mirror.Requests.ToArray());
    }

    [TestMethod]
    public async Task LocateAsync_DownloadFails_UsesSyntheticDigitsAndSaysWhy()
    {
        var located = await LocateAsync(Nothing() with { Download = Mirrored(MnistFile.All) });

        Assert.AreEqual(DataOrigin.Synthetic, located.Origin);
        Assert.AreEqual(20, located.Data.Train.Count);
        Assert.AreEqual(10, located.Data.Test!.Count);
        Assert.AreEqual($"synthetic-digits, 20 + 10 images, built in (no path was named; VAEONNX_DATA is not set; no MNIST in the cache {_folder["cache"]}; download failed: {_mirror.Uri.Authority}: HTTP 404)",
            located.Explanation);
        Assert.IsFalse(Directory.Exists(_folder["cache"]));
    }

    [TestMethod]
    public async Task LocateAsync_CacheCannotBeWritten_UsesSyntheticDigitsAndSaysWhy()
    {
        var files = WriteFour("published");
        Publish(files);

        var located = await LocateAsync(Nothing() with { Download = Mirrored(files), CacheFolder = Path.Combine(_folder.Write("file", [1]), "cache") });

        Assert.AreEqual(DataOrigin.Synthetic, located.Origin);
        StringAssert.Contains(located.Explanation, "the cache cannot be used");
    }

    [TestMethod]
    public async Task LocateAsync_DownloadsOff_AsksNobody()
    {
        var located = await LocateAsync(Nothing() with { Download = Mirrored(MnistFile.All), AllowDownload = false });

        Assert.AreEqual(DataOrigin.Synthetic, located.Origin);
        StringAssert.Contains(located.Explanation, "downloading is off");
        Assert.IsEmpty(_mirror.Requests);
    }

    [TestMethod]
    public async Task LocateAsync_Cancelled_DoesNotFallBack()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            DataLocator.LocateAsync(Nothing() with { Download = Mirrored(MnistFile.All) }, cancellationToken: cancellation.Token));
    }

    [TestMethod]
    public async Task LocateAsync_TestImagesOfAnotherSize_Throws()
    {
        WriteFour("named");
        IdxFile.WriteImages(_folder["named", s_names[2]], new ImageSpec { Channels = 1, Height = 2, Width = 3 }, new byte[12]);

        var error = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder["named"] }));

        StringAssert.Contains(error.Expected, "3x3");
        Assert.AreEqual("2x3", error.Found);
    }

    [TestMethod]
    public async Task LocateAsync_TestLabelThatTrainingLacks_Throws()
    {
        WriteFour("named");
        IdxFile.WriteLabels(_folder["named", s_names[3]], new[] { 0, 9 });

        var error = await Assert.ThrowsExactlyAsync<DataFormatException>(() => LocateAsync(Nothing() with { Path = _folder["named"] }));

        Assert.AreEqual("labels from 0 to 1", error.Expected);
        Assert.AreEqual("9 for image 1", error.Found);
    }

    /// <summary>Nothing is named, cached or reachable.</summary>
    private DataRequest Nothing() => new()
    {
        EnvironmentPath = null,
        CacheFolder = _folder["cache"],
        SyntheticTrainCount = 20,
        SyntheticTestCount = 10,
    };

    private Task<LocatedData> LocateAsync(DataRequest request) => DataLocator.LocateAsync(request, cancellationToken: TestContext.CancellationToken);

    private MnistDownloadOptions Mirrored(IReadOnlyList<MnistFile> files) => new() { Mirrors = [_mirror.Uri], Files = files };

    private void Publish(IReadOnlyList<MnistFile> files)
    {
        foreach (var file in files)
            _mirror.Files[file.Name] = File.ReadAllBytes(_folder["published", file.Name]);
    }

    /// <summary>A data set of four training and two test images of 3x3 in two classes.</summary>
    private List<MnistFile> WriteFour(string folder, Func<string, string>? spell = null)
    {
        var spec = new ImageSpec { Channels = 1, Height = 3, Width = 3 };
        var paths = s_names.Select(name => _folder[folder, spell?.Invoke(name) ?? name]).ToArray();
        IdxFile.WriteImages(paths[0], spec, Enumerable.Range(0, 36).Select(value => (byte)value).ToArray());
        IdxFile.WriteLabels(paths[1], new[] { 0, 1, 0, 1 });
        IdxFile.WriteImages(paths[2], spec, Enumerable.Range(100, 18).Select(value => (byte)value).ToArray());
        IdxFile.WriteLabels(paths[3], new[] { 1, 0 });
        return [.. paths.Select(path => new MnistFile(Path.GetFileName(path), new FileInfo(path).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))];
    }
}
