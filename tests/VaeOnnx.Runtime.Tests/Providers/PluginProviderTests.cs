using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>A real second provider, from a plugin library: preferred, required, mixed with the CPU, and failing in every way.</summary>
[TestClass]
public sealed class PluginProviderTests
{
    // Products of at most four terms below 3 and one sigmoid in float32: a few units in the last place of values below 2.
    private const double Tolerance = 1e-6;

    // Before any lambda: an inconclusive end inside one would count as the wrong exception.
    [TestInitialize]
    public void RequirePlugin() => _ = PlainProvider.Working;

    [TestMethod]
    public void Require_EveryNodeClaimed_RunsThereAlone()
    {
        var policy = ProviderPolicy.Require(PlainProvider.Working);
        var (session, report) = ProviderGraph.Open(policy);
        using var _ = session;

        Assert.AreEqual(PlainProvider.Working, report.Active);
        Assert.AreEqual(policy, report.Requested);
        Assert.IsEmpty(report.Refused);
        var nodes = Assert.ContainsSingle(report.Nodes!);
        Assert.AreEqual("PlainTestProvider 5 (Add, Flatten, Gemm, Relu, Sigmoid)", nodes.ToString());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(64)]
    public void Run_OnThePlugin_AgreesWithTheDefinitionAndTheCpu(int count)
    {
        var images = ProviderGraph.Images(count);
        using var plugin = ProviderGraph.Open(ProviderPolicy.Require(PlainProvider.Working)).Session;
        using var cpu = ProviderGraph.Open(ProviderPolicy.Cpu).Session;

        var expected = ProviderGraph.Expected(images);
        AssertClose(expected, ProviderGraph.Run(plugin, images));
        AssertClose(expected, ProviderGraph.Run(cpu, images));
    }

    [TestMethod]
    public void RequireWithCpu_SomeNodesClaimed_CountsBothAndAgrees()
    {
        var images = ProviderGraph.Images(5);
        var (session, report) = ProviderGraph.Open(ProviderPolicy.RequireWithCpu(PlainProvider.Working.With("claim", "Gemm,Sigmoid")));
        using var _ = session;

        CollectionAssert.AreEqual(
            new[] { "PlainTestProvider 2 (Gemm, Sigmoid)", "CPUExecutionProvider 3 (Add, Flatten, Relu)" },
            report.Nodes!.Select(nodes => nodes.ToString()).ToArray());
        AssertClose(ProviderGraph.Expected(images), ProviderGraph.Run(session, images));
    }

    [TestMethod]
    public void Require_SomeNodesLeftOver_ThrowsAndNamesThem()
    {
        var policy = ProviderPolicy.Require(PlainProvider.Working.With("claim", "Gemm,Sigmoid"));

        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(policy));

        Assert.Contains("CPUExecutionProvider 3 (Add, Flatten, Relu)", e.Message);
        Assert.Contains($"{policy}+cpu", e.Message);
        Assert.AreEqual(policy.Providers[0], e.Provider);
    }

    [TestMethod]
    public void RequireWithCpu_NothingClaimed_Throws()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.RequireWithCpu(PlainProvider.Working.With("claim", ""))));

        Assert.Contains("none of the 5 nodes of graph 'decoder'", e.Message);
    }

    [TestMethod]
    public void Prefer_NothingClaimed_TakesTheCpuAndSaysWhy()
    {
        var (session, report) = ProviderGraph.Open(ProviderPolicy.Prefer(PlainProvider.Working.With("claim", "")));
        using var _ = session;

        Assert.AreEqual(ExecutionProvider.Cpu, report.Active);
        Assert.Contains("none of the 5 nodes", Assert.ContainsSingle(report.Refused).Refusal!);
        Assert.Contains("refused plugin:", report.ToString());
    }

    [TestMethod]
    public void Prefer_FirstRefusesSecondWorks_TakesTheSecond()
    {
        var broken = PlainProvider.Working.With("fail", "create");
        var (session, report) = ProviderGraph.Open(ProviderPolicy.Prefer(broken, PlainProvider.Working));
        using var _ = session;

        Assert.AreEqual(PlainProvider.Working, report.Active);
        Assert.AreEqual(broken, Assert.ContainsSingle(report.Refused).Provider);
        Assert.HasCount(2, report.Attempts);
    }

    [TestMethod]
    [DataRow("fail", "create", "fail=create was asked for")]
    [DataRow("fail", "compile", "fail=compile was asked for")]
    [DataRow("claim", "Softmax", "claim=Softmax: this provider has no such operator")]
    public void Require_ProviderFailsToOpen_ThrowsItsReason(string option, string value, string reason)
    {
        var provider = PlainProvider.Working.With(option, value);

        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(provider)));

        Assert.AreEqual($"Provider '{provider}' could not open graph 'decoder': {reason}.", e.Message);
        Assert.IsInstanceOfType<OnnxRuntimeException>(e.InnerException);
        Assert.AreEqual(new ProviderAttempt(provider, e.Message), Assert.ContainsSingle(e.Attempts));
    }

    [TestMethod]
    public void Run_ProviderFails_ThrowsAndNeverFallsBack()
    {
        var (session, report) = ProviderGraph.Open(ProviderPolicy.Prefer(PlainProvider.Working.With("fail", "run")));
        using var _ = session;

        Assert.AreEqual(ProviderKind.Plugin, report.Active.Kind);
        var e = Assert.ThrowsExactly<OnnxRuntimeException>(() => ProviderGraph.Run(session, ProviderGraph.Images(1)));
        Assert.Contains("fail=run was asked for", e.Message);
    }

    [TestMethod]
    public void Require_LibraryRefuses_ThrowsItsReason()
    {
        var provider = ExecutionProvider.Plugin(PlainProvider.Library("plain_provider_refusing"));

        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(provider)));

        Assert.Contains("could not be registered: This library refuses to be registered.", e.Message);
    }

    [TestMethod]
    public void Require_NoDevice_ThrowsEveryTime()
    {
        var policy = ProviderPolicy.Require(ExecutionProvider.Plugin(PlainProvider.Library("plain_provider_no_device")));

        for (var i = 0; i < 2; i++)
        {
            var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(policy));
            Assert.Contains("finds no device of its own on this machine", e.Message);
        }
    }

    [TestMethod]
    public void Require_DeviceOutOfRange_Throws()
    {
        var e = Assert.ThrowsExactly<ProviderException>(() => ProviderGraph.Open(ProviderPolicy.Require(PlainProvider.Working.OnDevice(1))));

        Assert.Contains("expected a device from 0 to 0, found 1", e.Message);
    }

    [TestMethod]
    public void Open_FromManyThreads_RegistersOnceAndAgrees()
    {
        var images = ProviderGraph.Images(16);
        var expected = ProviderGraph.Expected(images);

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var session = ProviderGraph.Open(ProviderPolicy.Require(PlainProvider.Working)).Session;
            for (var run = 0; run < 20; run++)
                AssertClose(expected, ProviderGraph.Run(session, images));
        });
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], Tolerance, $"output {i}");
    }
}
