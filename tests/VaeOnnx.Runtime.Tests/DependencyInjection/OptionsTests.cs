using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VaeOnnx.Runtime.DependencyInjection;

namespace VaeOnnx.Runtime.Tests.DependencyInjection;

/// <summary>Settings from configuration and code, and what is said of wrong ones.</summary>
[TestClass]
public sealed class OptionsTests
{
    [TestMethod]
    public void AddVaeOnnx_Configuration_BindsEverySetting()
    {
        var values = new Dictionary<string, string?>
        {
            ["Path"] = "artifacts/mine",
            ["Provider"] = "cuda?device=1;cpu",
            ["IntraOpThreads"] = "3",
            ["Spinning"] = "true",
            ["MemoryArena"] = "false",
            ["MaxBatch"] = "17",
            ["CheckFinite"] = "false",
            ["MaxFileBytes"] = "5000000000",
            ["MaxSampleLength"] = "1000",
            ["WarmUpBatch"] = "8",
        };
        Assert.HasCount(typeof(VaeOnnxOptions).GetProperties().Length, values, "A setting is not tested.");

        var options = OptionsFrom(values);

        Assert.AreEqual("artifacts/mine", options.Path);
        Assert.AreEqual(8, options.WarmUpBatch);
        Assert.AreEqual(
            new RuntimeOptions { Providers = ProviderPolicy.Prefer(ExecutionProvider.Cuda.OnDevice(1)), IntraOpThreads = 3, Spinning = true, MemoryArena = false, MaxBatch = 17, CheckFinite = false, MaxFileBytes = 5_000_000_000, MaxSampleLength = 1000 },
            options.ToRuntimeOptions());
    }

    [TestMethod]
    public void Settings_OfTheRuntime_AreAllHere()
    {
        var runtime = typeof(RuntimeOptions).GetProperties().Select(property => property.Name).Where(name => name != nameof(RuntimeOptions.Providers));
        CollectionAssert.IsSubsetOf(runtime.ToArray(), typeof(VaeOnnxOptions).GetProperties().Select(property => property.Name).ToArray());
    }

    [TestMethod]
    public void AddVaeOnnx_PathAlone_HasTheRuntimesDefaults() =>
        Assert.AreEqual(new RuntimeOptions(), OptionsFrom(new() { ["Path"] = "x" }).ToRuntimeOptions());

    [TestMethod]
    public void AddVaeOnnx_UnknownSetting_IsRefusedByName()
    {
        var e = Assert.ThrowsExactly<InvalidOperationException>(() => OptionsFrom(new() { ["Path"] = "x", ["MaxBach"] = "17" }));
        Assert.Contains("MaxBach", e.Message);
    }

    [TestMethod]
    [DataRow("MaxBatch", "0", "MaxBatch")]
    [DataRow("IntraOpThreads", "-1", "IntraOpThreads")]
    [DataRow("MaxFileBytes", "0", "MaxFileBytes")]
    [DataRow("MaxSampleLength", "0", "MaxSampleLength")]
    [DataRow("WarmUpBatch", "257", "expected 0 (no warm-up) to MaxBatch (256), found 257")]
    [DataRow("WarmUpBatch", "-1", "WarmUpBatch")]
    [DataRow("Provider", "cudda", "directml")]
    [DataRow("Path", " ", "artifacts/mnist")]
    public void AddVaeOnnx_SettingOutOfRange_SaysWhichAndWhatIsExpected(string setting, string value, string expected)
    {
        var e = Assert.ThrowsExactly<OptionsValidationException>(() => OptionsFrom(new() { ["Path"] = "x", [setting] = value }));
        Assert.Contains(setting, e.Message);
        Assert.Contains(expected, e.Message);
        Assert.StartsWith("VaeOnnx: ", e.Message);
    }

    [TestMethod]
    public void AddKeyedVaeOnnx_SettingsOfOne_LeaveTheOtherAlone()
    {
        var services = new ServiceCollection();
        services.AddKeyedVaeOnnx("a", options => options.Path = "a").AddKeyedVaeOnnx("b", options => options.MaxBatch = 5);
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<VaeOnnxOptions>>();
        Assert.AreEqual(256, monitor.Get("a").MaxBatch);
        var e = Assert.ThrowsExactly<OptionsValidationException>(() => monitor.Get("b"));
        Assert.StartsWith("VaeOnnx bundle 'b': Path", e.Message);
    }

    [TestMethod]
    public void AddKeyedVaeOnnx_BlankKey_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new ServiceCollection().AddKeyedVaeOnnx(" ", options => options.Path = "a"));

    private static VaeOnnxOptions OptionsFrom(Dictionary<string, string?> values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"VaeOnnx:{pair.Key}", pair.Value))).Build();
        var services = new ServiceCollection();
        services.AddVaeOnnx(configuration.GetSection("VaeOnnx"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<VaeOnnxOptions>>().Value;
    }
}
