using System.Security.Cryptography;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class MnistDownloadTests : IDisposable
{
    private const string Name = "digits.gz";
    private const string Part = Name + ".part";
    private const int Half = 150_000;

    /// <summary>Random bytes hardly shrink: some 300 kB travel, in several blocks.</summary>
    private static readonly byte[] s_content = RandomNumberGenerator.GetBytes(300_000);
    private static readonly byte[] s_gzip = IdxBytes.Gzip(s_content);

    private readonly TemporaryFolder _folder = new();
    private readonly MirrorServer _first = new();
    private readonly MirrorServer _second = new();

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public void Initialize()
    {
        _first.Files[Name] = s_gzip;
        _second.Files[Name] = s_gzip;
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public async Task FetchAsync_EmptyFolder_WritesTheFileAndNothingElse()
    {
        await FetchAsync(_first);

        ExpectWhole();
        Assert.IsEmpty(_second.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_WholeFileIsThere_AsksNobody()
    {
        // Another gzip of the same bytes, or none at all, is as good.
        _folder.Write(Name, s_content);

        await FetchAsync(_first);

        Assert.IsEmpty(_first.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_DamagedFileIsThere_ReplacesIt()
    {
        _folder.Write(Name, s_gzip[..Half]);

        await FetchAsync(_first);

        ExpectWhole();
    }

    [TestMethod]
    public async Task FetchAsync_FileLacksOnlyItsEnd_ReplacesIt()
    {
        _folder.Write(Name, s_gzip[..^1]);

        await FetchAsync(_first);

        ExpectWhole();
    }

    [TestMethod]
    public async Task FetchAsync_BrokenConnection_ResumesFromThereTheNextTime()
    {
        _first.BreaksAfter = Half;
        await Assert.ThrowsExactlyAsync<DownloadException>(() => FetchAsync(_first));
        Assert.IsFalse(File.Exists(_folder[Name]));
        Assert.AreEqual(Half, new FileInfo(_folder[Part]).Length);

        _first.BreaksAfter = null;
        await FetchAsync(_first);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { Name, $"{Name}@{Half}" }, _first.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_BrokenConnection_ContinuesAtTheNextMirror()
    {
        _first.BreaksAfter = Half;

        await FetchAsync(_first, _second);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { $"{Name}@{Half}" }, _second.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_ServerWithoutRanges_StartsAgain()
    {
        _folder.Write(Part, s_gzip[..Half]);
        _first.HasRanges = false;

        await FetchAsync(_first);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { $"{Name}@{Half}" }, _first.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_ServerAnswersAnotherRange_StartsAgain()
    {
        _folder.Write(Part, s_gzip[..Half]);
        _first.AnswersOtherRange = true;

        await FetchAsync(_first);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { $"{Name}@{Half}", Name }, _first.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_PartOfSomethingElse_StartsAgain()
    {
        _folder.Write(Part, new byte[Half]);

        await FetchAsync(_first);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { $"{Name}@{Half}", Name }, _first.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_PartIsWholeAlready_KeepsIt()
    {
        _folder.Write(Part, s_gzip);

        await FetchAsync(_first);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { $"{Name}@{s_gzip.Length}" }, _first.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_PartIsTooLong_StartsAgain()
    {
        _folder.Write(Part, [.. s_gzip, .. s_gzip]);

        await FetchAsync(_first);

        ExpectWhole();
    }

    [TestMethod]
    public async Task FetchAsync_WrongBytes_TakesTheNextMirror()
    {
        _first.Files[Name] = IdxBytes.Gzip([.. s_content[1..], 0]);

        await FetchAsync(_first, _second);

        ExpectWhole();
        CollectionAssert.AreEqual(new[] { Name }, _second.Requests.ToArray());
    }

    [TestMethod]
    public async Task FetchAsync_MoreThanTheFile_IsWrong()
    {
        _first.Files[Name] = IdxBytes.Gzip([.. s_content, 0]);

        var error = await Assert.ThrowsExactlyAsync<DownloadException>(() => FetchAsync(_first));

        StringAssert.Contains(error.Attempts[0], "SHA-256");
    }

    [TestMethod]
    public async Task FetchAsync_AllMirrorsFail_NamesEachAndLeavesNothing()
    {
        _first.Files.Clear();
        _second.Files[Name] = [1, 2, 3];
        var closed = new MirrorServer();
        closed.Dispose();

        var error = await Assert.ThrowsExactlyAsync<DownloadException>(() => FetchAsync(_first, _second, closed));

        Assert.AreEqual(Name, error.File);
        Assert.HasCount(3, error.Attempts);
        Assert.AreEqual($"{_first.Uri.Authority}: HTTP 404", error.Attempts[0]);
        StringAssert.Contains(error.Attempts[1], $"{_second.Uri.Authority}: what it sent is not the canonical file");
        StringAssert.Contains(error.Attempts[2], $"{closed.Uri.Authority}: no connection");
        Assert.IsEmpty(Directory.GetFiles(_folder.Path));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task FetchAsync_SilentServer_TakesTheNextMirrorSoon(bool fromTheStart)
    {
        _first.IsSilent = fromTheStart;
        _first.StallsAfter = fromTheStart ? null : Half;

        await MnistDownload.FetchAsync(_folder.Path, Options(TimeSpan.FromSeconds(1), _first, _second), progress: null, TestContext.CancellationToken);

        ExpectWhole();
        Assert.HasCount(1, _second.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_Cancelled_StopsAtOnceAndKeepsWhatArrived()
    {
        _first.StallsAfter = Half;
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress(report =>
        {
            if (report.BytesReceived == Half)
                cancellation.Cancel();
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => MnistDownload.FetchAsync(_folder.Path, Options(TimeSpan.FromMinutes(1), _first), progress, cancellation.Token));

        Assert.IsFalse(File.Exists(_folder[Name]));
        CollectionAssert.AreEqual(s_gzip[..Half], File.ReadAllBytes(_folder[Part]));
    }

    [TestMethod]
    public async Task FetchAsync_Resumed_ReportsBytesOfTheWholeFile()
    {
        _folder.Write(Part, s_gzip[..Half]);
        var reports = new List<DownloadProgress>();

        await MnistDownload.FetchAsync(_folder.Path, Options(TimeSpan.FromSeconds(30), _first), new Progress(reports.Add), TestContext.CancellationToken);

        Assert.IsGreaterThan(Half, reports[0].BytesReceived);
        Assert.AreEqual(new DownloadProgress(Name, new Uri(_first.Uri, Name), s_gzip.Length, s_gzip.Length), reports[^1]);
    }

    [TestMethod]
    public void MnistFiles_Canonical_AreTheFourOfIdx()
    {
        Assert.HasCount(4, MnistFile.All);
        Assert.AreEqual(16 + (60_000 * 28 * 28), MnistFile.All[0].Length);
        foreach (var mirror in MnistDownloadOptions.PublicMirrors)
            Assert.AreEqual("https", mirror.Scheme);
    }

    private static MnistDownloadOptions Options(TimeSpan stallTimeout, params MirrorServer[] mirrors) => new()
    {
        Mirrors = [.. mirrors.Select(mirror => mirror.Uri)],
        StallTimeout = stallTimeout,
        Files = [new MnistFile(Name, s_content.Length, Convert.ToHexStringLower(SHA256.HashData(s_content)))],
    };

    private Task FetchAsync(params MirrorServer[] mirrors) =>
        MnistDownload.FetchAsync(_folder.Path, Options(TimeSpan.FromSeconds(30), mirrors), progress: null, TestContext.CancellationToken);

    private void ExpectWhole()
    {
        CollectionAssert.AreEqual(new[] { _folder[Name] }, Directory.GetFiles(_folder.Path));
        CollectionAssert.AreEqual(s_content, IdxBytes.Gunzip(File.ReadAllBytes(_folder[Name])));
    }

    /// <summary>Reports in the transfer itself, not some time later on another thread.</summary>
    private sealed class Progress(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
