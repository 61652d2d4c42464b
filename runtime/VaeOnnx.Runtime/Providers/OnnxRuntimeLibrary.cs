using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>ONNX Runtime's native library, which the application brings: whether it is there, and new enough.</summary>
internal static class OnnxRuntimeLibrary
{
    /// <summary>The C API's version that the managed package of our reference asks for; OrtApi only ever grows at its end.</summary>
    internal const uint ApiVersion = 31;

    private const string Name = "onnxruntime";

    private static readonly Lock Gate = new();
    private static OnnxRuntimeApi? _api;

    /// <summary>
    /// Loads the library and returns its C API. Nothing of Microsoft.ML.OnnxRuntime that touches native code may be used
    /// before: its type initialisers fail with messages that name no cause, and fail for good.
    /// </summary>
    /// <exception cref="ProviderException">The library is missing, or older than the managed package.</exception>
    internal static OnnxRuntimeApi Api()
    {
        if (Volatile.Read(ref _api) is { } loaded)
            return loaded;
        lock (Gate)
        {
            if (_api is null)
            {
                var api = Open(Load(Name));
                StartEnvironment(api);
                Volatile.Write(ref _api, api);
            }
            return _api!;
        }
    }

    /// <summary>The managed package's version.</summary>
    internal static string ManagedVersion => typeof(InferenceSession).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>Loads a library by the rules that the managed package's own calls follow.</summary>
    internal static nint Load(string name)
    {
        if (NativeLibrary.TryLoad(name, typeof(InferenceSession).Assembly, null, out var library))
            return library;
        throw new ProviderException(
            $"ONNX Runtime's native library '{name}' was not found for {RuntimeInformation.RuntimeIdentifier}. Add the package " +
            $"{ProviderTraits.CpuPackage} (CPU) or {ProviderTraits.GpuPackage} (NVIDIA GPUs) to the application, not to a library.",
            package: ProviderTraits.CpuPackage);
    }

    /// <summary>Asks a loaded library for its C API.</summary>
    internal static OnnxRuntimeApi Open(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getApiBase))
            throw TooOld("of an unknown version");
        return OnnxRuntimeApi.Open(getApiBase, ApiVersion, out var version) ?? throw TooOld(version);
    }

    private static ProviderException TooOld(string found, Exception? cause = null) => new(
        $"ONNX Runtime's native library is {found}; the package Microsoft.ML.OnnxRuntime.Managed {ManagedVersion} needs its own version or a later one. " +
        $"Give {ProviderTraits.CpuPackage} (or {ProviderTraits.GpuPackage}) in the application the same version.",
        package: ProviderTraits.CpuPackage,
        innerException: cause);

    // A managed package newer than the one we reference may ask for a newer C API: its initialiser says so.
    private static void StartEnvironment(OnnxRuntimeApi api)
    {
        try
        {
            _ = OrtEnv.Instance();
        }
        catch (TypeInitializationException e)
        {
            throw TooOld(api.Version, e);
        }
    }
}
