namespace VaeOnnx.Runtime.Tests.Providers;

[TestClass]
public sealed class ProviderPolicyTests
{
    [TestMethod]
    [DataRow("cpu")]
    [DataRow("cuda")]
    [DataRow("cuda;cpu")]
    [DataRow("cuda+cpu")]
    [DataRow("tensorrt;cuda;cpu")]
    [DataRow("directml;coreml;openvino;webgpu+cpu")]
    [DataRow("cuda?device=1&arena_extend_strategy=kSameAsRequested")]
    [DataRow("plugin:/opt/provider.so?claim=Gemm,Relu;cpu")]
    [DataRow(@"plugin:C:\Program Files (x86)\provider.dll")]
    [DataRow("webgpu:libwebgpu.so")]
    [DataRow("plugin:/opt/libc%2B%2B%3B.so?a%3D=b%26%3F%25")]
    public void Parse_ItsOwnText_ComesBackUnchanged(string text) =>
        Assert.AreEqual(text, ProviderPolicy.Parse(text).ToString());

    [TestMethod]
    public void Parse_NameAlone_RequiresThatProvider()
    {
        var policy = ProviderPolicy.Parse(" CUDA ");

        Assert.AreEqual(ProviderPolicy.Require(ExecutionProvider.Cuda), policy);
        Assert.AreEqual(CpuUse.Never, policy.CpuUse);
    }

    [TestMethod]
    public void Parse_CpuAtTheEnd_PrefersTheOthers() =>
        Assert.AreEqual(ProviderPolicy.Prefer(ExecutionProvider.TensorRt, ExecutionProvider.Cuda), ProviderPolicy.Parse("tensorrt;cuda;CPU"));

    [TestMethod]
    public void Parse_PlusCpu_LetsTheCpuRunLeftoverNodes() =>
        Assert.AreEqual(ProviderPolicy.RequireWithCpu(ExecutionProvider.CoreMl), ProviderPolicy.Parse("coreml+cpu"));

    [TestMethod]
    public void Parse_EscapedPathAndOptions_AreRead()
    {
        var provider = ExecutionProvider.Parse("plugin:/opt/a%2Bb.so?device=2&key=x%3By");

        Assert.AreEqual(ProviderKind.Plugin, provider.Kind);
        Assert.AreEqual("/opt/a+b.so", provider.LibraryPath);
        Assert.AreEqual(2, provider.Device);
        Assert.AreEqual("x;y", provider.Options["key"]);
    }

    [TestMethod]
    [DataRow("", "''")]
    [DataRow("gpu", "'gpu' is no execution provider. Known: cpu, cuda, tensorrt, directml, coreml, openvino, webgpu, plugin:PATH.")]
    [DataRow("cuda;;cpu", "''")]
    [DataRow("plugin", "names no library")]
    [DataRow("plugin:", "names no library")]
    [DataRow("cpu:lib.so", "no library of its own")]
    [DataRow("cuda?", "expected option=value")]
    [DataRow("cuda?device", "expected option=value")]
    [DataRow("cuda?=1", "expected option=value")]
    [DataRow("cuda?device=-1", "device number")]
    [DataRow("cuda?device=one", "device number")]
    public void Parse_Nonsense_SaysWhatIsWrong(string text, string expected)
    {
        var e = Assert.ThrowsExactly<FormatException>(() => ProviderPolicy.Parse(text));

        Assert.Contains(expected, e.Message);
    }

    [TestMethod]
    public void With_Options_LeavesTheOriginalAlone()
    {
        var provider = ExecutionProvider.Cuda.With("b", "2").With("a", "1").OnDevice(3);

        Assert.AreEqual("cuda?device=3&a=1&b=2", provider.ToString());
        Assert.AreEqual("cuda", ExecutionProvider.Cuda.ToString());
    }

    [TestMethod]
    public void Equals_SameOptionsInAnotherOrder_IsTrue()
    {
        var one = ExecutionProvider.Cuda.With("a", "1").With("b", "2");
        var other = ExecutionProvider.Cuda.With("b", "2").With("a", "1");

        Assert.AreEqual(one, other);
        Assert.AreEqual(one.GetHashCode(), other.GetHashCode());
        Assert.AreNotEqual(one, other.With("b", "3"));
    }

    [TestMethod]
    public void Require_NoProvider_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => ProviderPolicy.Require());

    [TestMethod]
    public void FromLibrary_Cpu_Throws() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => ExecutionProvider.Cpu.FromLibrary("cpu.so"));

    [TestMethod]
    [DoNotParallelize]
    public void FromEnvironment_SetOrNot_ReadsTheVariable()
    {
        using var variable = new EnvironmentVariableScope(ProviderPolicy.EnvironmentVariable);

        variable.Set(null);
        Assert.IsNull(ProviderPolicy.FromEnvironment());
        variable.Set(" ");
        Assert.IsNull(ProviderPolicy.FromEnvironment());
        variable.Set("cuda;cpu");
        Assert.AreEqual(ProviderPolicy.Prefer(ExecutionProvider.Cuda), ProviderPolicy.FromEnvironment());
        variable.Set("gpu");
        var e = Assert.ThrowsExactly<ProviderException>(ProviderPolicy.FromEnvironment);
        Assert.Contains("VAEONNX_PROVIDER", e.Message);
    }
}
