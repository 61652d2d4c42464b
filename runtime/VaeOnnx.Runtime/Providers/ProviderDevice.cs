using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>A device that an execution provider reports.</summary>
/// <param name="ProviderName">The provider by ONNX Runtime's name, for example <c>CPUExecutionProvider</c>.</param>
/// <param name="HardwareType">What the device is: <c>CPU</c>, <c>GPU</c> or <c>NPU</c>.</param>
/// <param name="Vendor">Who made the device, as ONNX Runtime reads it from the system; may be empty.</param>
/// <param name="LibraryPath">The plugin library that reports it; null for a built-in provider.</param>
public sealed record ProviderDevice(string ProviderName, string HardwareType, string Vendor, string? LibraryPath)
{
    internal static ProviderDevice Of(OrtEpDevice device)
    {
        var hardware = device.HardwareDevice;
        return new ProviderDevice(device.EpName, hardware.Type.ToString(), hardware.Vendor, PluginLibraries.PathOf(device));
    }
}
