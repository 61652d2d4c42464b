using System.Diagnostics;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>ONNX Runtime's native library: there, of which version, with what in it; or why not and what to add.</summary>
internal sealed record OnnxRuntimeFacts
{
    /// <summary>The native library's version; null where it cannot be used.</summary>
    public string? NativeVersion { get; init; }

    /// <summary>The managed package's version; null where the native library cannot be used.</summary>
    public string? ManagedVersion { get; init; }

    /// <summary>The file that was loaded; null where the system does not tell.</summary>
    public string? Library { get; init; }

    /// <summary>The providers compiled into it, by ONNX Runtime's names.</summary>
    public IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>What the built-in providers and the registered plugins can compute on.</summary>
    public IReadOnlyList<ProviderDevice> Devices { get; init; } = [];

    /// <summary>Why the library cannot be used; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The package that would bring it; null where nothing is missing.</summary>
    public string? Package { get; init; }

    public static OnnxRuntimeFacts Read(Func<ProviderInventory> read)
    {
        try
        {
            var inventory = read();
            return new OnnxRuntimeFacts
            {
                NativeVersion = inventory.NativeVersion,
                ManagedVersion = inventory.ManagedVersion,
                Library = LoadedFile(),
                BuiltIn = inventory.BuiltIn,
                Devices = inventory.Devices,
            };
        }
        catch (ProviderException e)
        {
            return new OnnxRuntimeFacts { Problem = e.Message, Package = e.Package };
        }
    }

    private static string? LoadedFile()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName).FirstOrDefault(IsOnnxRuntime);
    }

    // The managed assembly is mapped too, and ends in .dll everywhere.
    private static bool IsOnnxRuntime(string path) =>
        Path.GetFileNameWithoutExtension(path) is "onnxruntime" or "libonnxruntime" || Path.GetFileName(path).StartsWith("libonnxruntime.so", StringComparison.Ordinal);
}
