namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>Providers, libraries and natives that are not there: each failure names what to add.</summary>
[TestClass]
public sealed class MissingProviderTests
{
    [TestMethod]
    [DataRow("cuda", "Microsoft.ML.OnnxRuntime.Gpu")]
    [DataRow("tensorrt", "Microsoft.ML.OnnxRuntime.Gpu")]
    [DataRow("directml", "Microsoft.ML.OnnxRuntime.DirectML")]
    [DataRow("openvino", "Intel.ML.OnnxRuntime.OpenVino")]
    [DataRow("webgpu", "Microsoft.ML.OnnxRuntime.EP.WebGpu")]
    public void Require_ProviderNotInThisBuild_NamesThePackage(string name, string package)
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Parse(name)));

        Assert.AreEqual(package, e.Package);
        Assert.Contains($"Provider '{name}' is not part of this ONNX Runtime", e.Message);
        Assert.Contains(package, e.Message);
        Assert.Contains("CPUExecutionProvider", e.Message);
    }

    [TestMethod]
    public void Prefer_ProviderNotInThisBuild_TakesTheCpuAndReportsWhy()
    {
        var (session, report) = ProviderGraph.Open(ProviderPolicy.Parse("tensorrt;cuda;cpu"));
        using var _ = session;

        Assert.AreEqual(ExecutionProvider.Cpu, report.Active);
        CollectionAssert.AreEqual(
            new[] { ExecutionProvider.TensorRt, ExecutionProvider.Cuda, ExecutionProvider.Cpu },
            report.Attempts.Select(attempt => attempt.Provider).ToArray());
        Assert.AreEqual(5, report.Nodes!.Single().Count);
        Assert.StartsWith("decoder: asked for tensorrt;cuda;cpu, runs on cpu; nodes: CPUExecutionProvider 5", report.ToString());
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", report.ToString());
    }

    [TestMethod]
    public void Require_SeveralAllMissing_ThrowsWithEveryReason()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Parse("tensorrt;directml")));

        Assert.HasCount(2, e.Attempts);
        Assert.Contains("'tensorrt'", e.Message);
        Assert.Contains("'directml'", e.Message);
        Assert.IsInstanceOfType<AggregateException>(e.InnerException);
    }

    [TestMethod]
    public void Require_CpuWithOptions_PointsToRuntimeOptions()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Parse("cpu?threads=2")));

        Assert.Contains("RuntimeOptions", e.Message);
    }

    [TestMethod]
    public void Require_NoSuchLibrary_NamesThePath()
    {
        var path = Path.Combine(Path.GetTempPath(), "absent", "provider.so");

        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(ExecutionProvider.Plugin(path))));

        Assert.AreEqual($"Plugin library {path} does not exist.", e.Message);
    }

    [TestMethod]
    public void Require_NotALibrary_SaysWhatItMustBe()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "no library");

            var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(ExecutionProvider.Plugin(path))));

            Assert.Contains($"Plugin library {path} could not be registered", e.Message);
            Assert.Contains("must be a plugin execution provider", e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Require_LibraryWithoutProvider_SaysWhatIsMissing()
    {
        var provider = ExecutionProvider.WebGpu.FromLibrary(PlainProvider.Library("api_places"));

        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(provider)));

        Assert.Contains("CreateEpFactories", e.Message);
        Assert.AreEqual(provider, e.Provider);
    }

    [TestMethod]
    public void Load_NativePackageForgotten_NamesThePackages()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => OnnxRuntimeLibrary.Load("onnxruntime_forgotten"));

        Assert.AreEqual("Microsoft.ML.OnnxRuntime", e.Package);
        Assert.Contains("native library 'onnxruntime_forgotten' was not found", e.Message);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", e.Message);
    }

    [TestMethod]
    public void Open_NativePackageTooOld_NamesBothVersions()
    {
        var library = OnnxRuntimeLibrary.Load(PlainProvider.Library("old_onnxruntime"));

        var e = Assert.ThrowsExactly<ProviderException>(() => OnnxRuntimeLibrary.Open(library));

        Assert.Contains("native library is 1.17.3", e.Message);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Managed 1.", e.Message);
        Assert.AreEqual("Microsoft.ML.OnnxRuntime", e.Package);
    }

    [TestMethod]
    public void Open_NotOnnxRuntimeAtAll_Throws()
    {
        var library = OnnxRuntimeLibrary.Load(PlainProvider.Library("api_places"));

        var e = Assert.ThrowsExactly<ProviderException>(() => OnnxRuntimeLibrary.Open(library));

        Assert.Contains("of an unknown version", e.Message);
    }

    [TestMethod]
    public void Api_NativeLibraryThere_TellsItsVersion() =>
        Assert.AreEqual(Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString(), OnnxRuntimeLibrary.Api().Version);
}
