using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>What ONNX Runtime offers in this process: its versions, the providers built into it, and the devices that providers report.</summary>
public sealed class ProviderInventory
{
    private ProviderInventory()
    {
    }

    /// <summary>The version of the native library, which the application brings, for example <c>1.31.1</c>.</summary>
    public required string NativeVersion { get; init; }

    /// <summary>The version of the managed package, for example <c>1.31.1</c>.</summary>
    public required string ManagedVersion { get; init; }

    /// <summary>The providers compiled into the native library, by ONNX Runtime's names, the preferred one first.</summary>
    public required IReadOnlyList<string> BuiltIn { get; init; }

    /// <summary>The devices of built-in providers and of every plugin library registered so far.</summary>
    public required IReadOnlyList<ProviderDevice> Devices { get; init; }

    /// <summary>Looks what is there now.</summary>
    /// <exception cref="ProviderException">The native library is missing or too old.</exception>
    public static ProviderInventory Read()
    {
        var version = OnnxRuntimeLibrary.Api().Version;
        return new ProviderInventory
        {
            NativeVersion = version,
            ManagedVersion = OnnxRuntimeLibrary.ManagedVersion,
            BuiltIn = OrtEnv.Instance().GetAvailableProviders(),
            Devices = OrtEnv.Instance().GetEpDevices().Select(ProviderDevice.Of).ToArray(),
        };
    }

    /// <summary>
    /// Tries whether a provider can be set up here, without a graph: its library loads and registers, its device exists, and
    /// its options are taken as far as the provider reads them before it sees a graph.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <returns>The attempt; its refusal says what is missing and what to add.</returns>
    /// <exception cref="ProviderException">ONNX Runtime's own native library is missing or too old.</exception>
    public static ProviderAttempt Probe(ExecutionProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        OnnxRuntimeLibrary.Api();
        using var options = new SessionOptions();
        try
        {
            ProviderBinding.Append(options, provider);
            return new ProviderAttempt(provider, null);
        }
        catch (ProviderException e)
        {
            return new ProviderAttempt(provider, e.Message);
        }
    }
}
