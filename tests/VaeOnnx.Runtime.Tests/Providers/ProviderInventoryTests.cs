namespace VaeOnnx.Runtime.Tests.Providers;

[TestClass]
public sealed class ProviderInventoryTests
{
    [TestMethod]
    public void Read_AnyMachine_HasTheCpuAndBothVersions()
    {
        var inventory = ProviderInventory.Read();

        Assert.Contains("CPUExecutionProvider", inventory.BuiltIn);
        Assert.Contains(device => device.ProviderName == "CPUExecutionProvider" && device.HardwareType == "CPU" && device.LibraryPath is null, inventory.Devices);
        Assert.IsGreaterThanOrEqualTo(new Version(inventory.ManagedVersion), new Version(inventory.NativeVersion));
    }

    [TestMethod]
    public void Probe_Cpu_Works() => Assert.IsTrue(ProviderInventory.Probe(ExecutionProvider.Cpu).IsActive);

    [TestMethod]
    public void Probe_MissingProvider_SaysWhatToAdd() =>
        Assert.Contains("Microsoft.ML.OnnxRuntime.DirectML", ProviderInventory.Probe(ExecutionProvider.DirectMl).Refusal!);

    [TestMethod]
    public void Probe_Plugin_WorksAndAddsItsDevice()
    {
        var plugin = PlainProvider.Working;

        Assert.IsNull(ProviderInventory.Probe(plugin).Refusal);
        var device = ProviderInventory.Read().Devices.Single(device => device.LibraryPath == plugin.LibraryPath);
        Assert.AreEqual(PlainProvider.Name, device.ProviderName);
    }
}
