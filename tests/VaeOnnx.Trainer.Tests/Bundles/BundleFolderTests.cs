using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Trainer.Tests.Bundles;

[TestClass]
public sealed class BundleFolderTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    private string Target => Path.Combine(_root, "demo");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_root, recursive: true);

    [TestMethod]
    public void Commit_FreeName_IsThereWholeAndAlone()
    {
        using (var folder = new BundleFolder(Target))
        {
            folder.Write(BundleManifest.FileName, "new"u8.ToArray());
            Assert.IsFalse(Directory.Exists(Target), "nothing under its name before the commit");
            folder.Commit();
        }

        AssertOnlyTarget("new");
    }

    [TestMethod]
    public void Commit_ExistingBundle_IsReplaced()
    {
        MakeTarget(BundleManifest.FileName, "denoiser.onnx", "report.html");
        using (var folder = new BundleFolder(Target))
        {
            folder.Write(BundleManifest.FileName, "new"u8.ToArray());
            folder.Commit();
        }

        AssertOnlyTarget("new");
        CollectionAssert.AreEqual(new[] { Path.Combine(Target, BundleManifest.FileName) }, Directory.GetFiles(Target));
    }

    [TestMethod]
    public void Dispose_NotCommitted_LeavesTheOldBundleAndNothingElse()
    {
        MakeTarget(BundleManifest.FileName);
        using (var folder = new BundleFolder(Target))
            folder.Write(BundleManifest.FileName, "new"u8.ToArray());

        AssertOnlyTarget("old");
    }

    [TestMethod]
    [DataRow("holiday.jpg")]
    [DataRow(BundleManifest.FileName, "notes.txt")]
    [DataRow(BundleManifest.FileName, "sub/file.onnx")]
    public void Constructor_FolderWithOtherFiles_IsRefusedAndKept(params string[] files)
    {
        MakeTarget(files);

        Assert.ThrowsExactly<BundleException>(() => new BundleFolder(Target).Dispose());

        foreach (var file in files)
            Assert.AreEqual("old", File.ReadAllText(Path.Combine(Target, file)));
    }

    [TestMethod]
    public void Commit_FileOfOthersAppearedMeanwhile_IsRefusedAndKept()
    {
        MakeTarget(BundleManifest.FileName);
        using var folder = new BundleFolder(Target);
        MakeTarget("notes.txt");

        Assert.ThrowsExactly<BundleException>(folder.Commit);
        Assert.AreEqual("old", File.ReadAllText(Path.Combine(Target, "notes.txt")));
    }

    [TestMethod]
    public void Constructor_AfterAKillBetweenTheTwoRenames_BringsTheOldBundleBack()
    {
        MakeTarget(BundleManifest.FileName);
        Directory.Move(Target, $"{Target}.replaced");

        new BundleFolder(Target).Dispose();

        AssertOnlyTarget("old");
    }

    [TestMethod]
    public void Constructor_AfterAKillBeforeTheOldBundleWasDeleted_DeletesIt()
    {
        MakeTarget(BundleManifest.FileName);
        Directory.CreateDirectory($"{Target}.replaced");

        new BundleFolder(Target).Dispose();

        AssertOnlyTarget("old");
    }

    [TestMethod]
    public void Constructor_NameOfAFile_IsRefused()
    {
        File.WriteAllText(Target, "old");
        Assert.ThrowsExactly<BundleException>(() => new BundleFolder(Target).Dispose());
    }

    private void MakeTarget(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(Target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "old");
        }
    }

    private void AssertOnlyTarget(string content)
    {
        Assert.AreEqual(content, File.ReadAllText(Path.Combine(Target, BundleManifest.FileName)));
        CollectionAssert.AreEqual(new[] { Target }, Directory.GetFileSystemEntries(_root));
    }
}
