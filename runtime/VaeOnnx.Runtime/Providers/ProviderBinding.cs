using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>Adds a provider to the options of a session that is about to be opened.</summary>
internal static class ProviderBinding
{
    /// <summary>Adds the provider and returns the name under which ONNX Runtime will list its nodes.</summary>
    /// <exception cref="ProviderException">The provider is missing, has no such device, or refuses its options.</exception>
    internal static string Append(SessionOptions options, ExecutionProvider provider)
    {
        if (provider.LibraryPath is not null)
            return AppendDevice(options, provider, PluginLibraries.Devices(provider));
        var traits = ProviderTraits.Of(provider.Kind);
        if (provider.Kind == ProviderKind.Cpu)
            return AppendCpu(provider, traits);
        var devices = OrtEnv.Instance().GetEpDevices().Where(device => device.EpName == traits.OrtName).ToList();
        if (devices.Count > 0)
            return AppendDevice(options, provider, devices);
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(traits.OrtName))
            throw Missing(provider, traits);
        Guard(provider, traits, () => AppendBuiltIn(options, provider, traits));
        return traits.OrtName;
    }

    // The CPU is always there; its settings are the session's, in RuntimeOptions.
    private static string AppendCpu(ExecutionProvider provider, ProviderTraits traits) =>
        provider.Options.Count == 0 && provider.Device == 0
            ? traits.OrtName
            : throw new ProviderException($"The CPU provider takes no options, found '{provider}'. Threads and memory are set in RuntimeOptions.", provider);

    private static string AppendDevice(SessionOptions options, ExecutionProvider provider, IReadOnlyList<OrtEpDevice> devices)
    {
        if (provider.Device >= devices.Count)
            throw new ProviderException(
                string.Create(CultureInfo.InvariantCulture, $"Provider '{provider}': expected a device from 0 to {devices.Count - 1}, found {provider.Device}."), provider);
        var device = devices[provider.Device];
        Guard(provider, null, () => options.AppendExecutionProvider(OrtEnv.Instance(), (OrtEpDevice[])[device], provider.Options));
        return device.EpName;
    }

    private static void AppendBuiltIn(SessionOptions options, ExecutionProvider provider, ProviderTraits traits)
    {
        var settings = Settings(provider, traits);
        switch (provider.Kind)
        {
            case ProviderKind.Cuda:
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(settings);
                    options.AppendExecutionProvider_CUDA(cuda);
                }
                break;
            case ProviderKind.TensorRt:
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(settings);
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }
                break;
            case ProviderKind.DirectMl:
                // DirectML refuses sessions that plan their memory ahead.
                options.EnableMemoryPattern = false;
                options.AppendExecutionProvider(traits.AppendName, settings);
                break;
            default:
                options.AppendExecutionProvider(traits.AppendName, settings);
                break;
        }
    }

    private static Dictionary<string, string> Settings(ExecutionProvider provider, ProviderTraits traits)
    {
        var settings = provider.Options.ToDictionary();
        if (provider.Device == 0)
            return settings;
        var option = traits.DeviceOption ?? throw new ProviderException(
            $"Provider '{provider}' has no numbered devices. Choose one by the options that its documentation names.", provider);
        settings[option] = provider.Device.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    private static void Guard(ExecutionProvider provider, ProviderTraits? traits, Action append)
    {
        try
        {
            append();
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or NotSupportedException)
        {
            throw new ProviderException($"Provider '{provider}' could not be set up: {NativeMessage.Of(e)}.", provider, traits?.Package, e);
        }
    }

    private static ProviderException Missing(ExecutionProvider provider, ProviderTraits traits) => new(
        $"Provider '{provider}' is not part of this ONNX Runtime, which has {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}. {traits.Advice}",
        provider,
        traits.Package);
}
