using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>The bundle that the repository holds; that it does its work, the documents' examples show.</summary>
[TestClass]
public sealed class CommittedBundleTests
{
    [TestMethod]
    public void CommittedBundle_Size_IsAtMost6Megabytes()
    {
        var files = new DirectoryInfo(Path.Combine(Repository.Root, "artifacts", "mnist")).GetFiles();

        Assert.IsLessThanOrEqualTo(6_000_000, files.Sum(file => file.Length));
        Assert.AreEqual("mnist", BundleManifest.Read(files[0].DirectoryName!).Data.Name);
    }
}
