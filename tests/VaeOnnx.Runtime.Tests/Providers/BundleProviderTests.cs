using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>Whole bundles on the plugin provider: set in code or in the environment, with the results of the CPU.</summary>
[TestClass]
public sealed class BundleProviderTests
{
    private const int Count = 19;
    private static TestBundle _files = null!;

    [ClassInitialize]
    public static void Create(TestContext _) => _files = new TestBundle();

    [ClassCleanup]
    public static void Delete() => _files.Dispose();

    [TestInitialize]
    public void RequirePlugin() => _ = PlainProvider.Working;

    [TestMethod]
    public void Require_EveryGraph_RunsOnThePluginAlone()
    {
        using var bundle = Load(ProviderPolicy.Require(PlainProvider.Working));

        foreach (var role in Enum.GetValues<GraphRole>())
        {
            var report = bundle.ExecutionOf(role);
            Assert.AreEqual(role.ToName(), report.Graph);
            Assert.AreEqual(PlainProvider.Name, Assert.ContainsSingle(report.Nodes!).ProviderName);
        }
    }

    [TestMethod]
    [DataRow("Add,Exp,Flatten,Gemm,MatMul,Mul,Relu,Reshape,Sigmoid,Sub,Tanh")]
    [DataRow("Gemm,MatMul")]
    [DataRow("Sigmoid,Reshape,Mul,Flatten")]
    public void RequireWithCpu_AnyShareOfTheNodes_AgreesWithTheCpu(string claim)
    {
        using var cpu = Load(ProviderPolicy.Cpu);
        using var plugin = Load(ProviderPolicy.RequireWithCpu(PlainProvider.Working.With("claim", claim)));
        var images = TinyImages.Floats(Count);
        var options = new AugmentOptions { Seed = 7 };

        AssertClose(cpu.Augmenter.Augment(images, options), plugin.Augmenter.Augment(images, options), Tolerances.AugmentedImage);
    }

    [TestMethod]
    [DataRow("Mul", "PlainTestProvider 1 (Mul)", "CPUExecutionProvider 1 (Add)")]
    [DataRow("Add", "PlainTestProvider 1 (Add)", "CPUExecutionProvider 1 (Mul)")]
    public void RequireWithCpu_OneNodeEach_IsReportedAndAgreesWithTheCpu(string claim, params string[] nodes)
    {
        using var cpu = Load(ProviderPolicy.Cpu);
        using var plugin = Load(ProviderPolicy.RequireWithCpu(PlainProvider.Working.With("claim", claim)));
        var images = TinyImages.Floats(Count);

        AssertClose(cpu.Denoiser.Denoise(images), plugin.Denoiser.Denoise(images), Tolerances.LinearGraph);
        CollectionAssert.AreEqual(nodes, plugin.ExecutionOf(GraphRole.Denoiser).Nodes!.Select(part => part.ToString()).ToArray());
    }

    [TestMethod]
    public void Run_ProviderFails_ThrowsWithTheProviderAndNeverFallsBack()
    {
        var provider = PlainProvider.Working.With("fail", "run");
        using var bundle = Load(ProviderPolicy.Prefer(provider));

        for (var i = 0; i < 2; i++)
        {
            var e = Assert.ThrowsExactly<InferenceException>(() => bundle.Denoiser.Denoise(TinyImages.Floats(2)));
            Assert.AreEqual(provider, e.Provider);
            Assert.AreEqual(2, e.BatchSize);
            Assert.Contains($"on provider '{provider}'", e.Message);
            Assert.Contains("fail=run was asked for", e.Message);
        }
    }

    [TestMethod]
    public void Require_GraphWithLeftoverNodes_ThrowsAtItsFirstUseAndLeavesTheOthers()
    {
        using var bundle = Load(ProviderPolicy.Require(PlainProvider.Working.With("claim", "Mul,Add")));

        Assert.HasCount(TinyModel.ImageLength, bundle.Denoiser.Denoise(TinyImages.Floats(1)));
        var e = Assert.ThrowsExactly<ProviderException>(() => bundle.Decoder);
        Assert.Contains("graph 'decoder'", e.Message);
    }

    [TestMethod]
    [DoNotParallelize]
    public void Load_ProviderInTheEnvironment_IsUsedUnlessCodeSaysOtherwise()
    {
        using var variable = new EnvironmentVariableScope(ProviderPolicy.EnvironmentVariable);
        variable.Set($"{PlainProvider.Working};cpu");
        using var byEnvironment = _files.Load();
        using var byCode = Load(ProviderPolicy.Cpu);

        Assert.AreEqual(PlainProvider.Working, byEnvironment.ExecutionOf(GraphRole.Denoiser).Active);
        Assert.AreEqual(ExecutionProvider.Cpu, byCode.ExecutionOf(GraphRole.Denoiser).Active);
    }

    private static VaeBundle Load(ProviderPolicy policy) => _files.Load(new RuntimeOptions { MaxBatch = 8, Providers = policy });

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
    }
}
