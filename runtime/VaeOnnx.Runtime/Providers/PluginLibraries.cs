using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>
/// The plugin libraries registered with the process's one ONNX Runtime environment. They stay until the process ends:
/// a library may only be unloaded when no session uses it, and other code in the process may.
/// </summary>
internal static class PluginLibraries
{
    private const string PathKey = "library_path";
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal);

    /// <summary>The devices of the provider in a library, which is registered on first use.</summary>
    /// <exception cref="ProviderException">The file is absent, is no plugin, refuses, or its provider finds no device.</exception>
    internal static IReadOnlyList<OrtEpDevice> Devices(ExecutionProvider provider)
    {
        var path = Path.GetFullPath(provider.LibraryPath!);
        if (!File.Exists(path))
            throw new ProviderException($"Plugin library {path} does not exist.", provider);
        lock (Gate)
        {
            var devices = Find(path);
            if (devices.Length == 0 && !Registered.Contains(path))
            {
                Register(path, provider);
                devices = Find(path);
            }
            return devices.Length > 0
                ? devices
                : throw new ProviderException($"Plugin library {path} loaded, but its provider finds no device of its own on this machine.", provider);
        }
    }

    /// <summary>The plugin library that a device comes from; null for a built-in provider's.</summary>
    internal static string? PathOf(OrtEpDevice device) => device.EpMetadata.Entries.GetValueOrDefault(PathKey);

    private static OrtEpDevice[] Find(string path) => [.. OrtEnv.Instance().GetEpDevices().Where(device => PathOf(device) == path)];

    private static void Register(string path, ExecutionProvider provider)
    {
        try
        {
            // The registration name is any unique text; the path is one.
            OrtEnv.Instance().RegisterExecutionProviderLibrary(path, path);
            Registered.Add(path);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ProviderException(
                $"Plugin library {path} could not be registered: {NativeMessage.Of(e)}. " +
                "It must be a plugin execution provider for this platform and this version of ONNX Runtime.",
                provider,
                innerException: e);
        }
    }
}
