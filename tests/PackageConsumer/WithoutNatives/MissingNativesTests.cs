using VaeOnnx.Runtime;

namespace PackageConsumer.WithoutNatives;

/// <summary>An application that forgot ONNX Runtime's native package.</summary>
[TestClass]
public sealed class MissingNativesTests
{
    [TestMethod]
    public void Load_NoNativePackage_SaysWhichToAdd()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => VaeBundle.Load(Path.Combine(Root(), "artifacts", "mnist")));
        Assert.AreEqual("Microsoft.ML.OnnxRuntime", e.Package);
        Assert.Contains("Add the package Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu (NVIDIA GPUs) to the application", e.Message);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VaeOnnx.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder.FullName;
    }
}
