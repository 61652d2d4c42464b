namespace VaeOnnx.Runtime;

/// <summary>What ONNX Runtime and NuGet call a built-in provider.</summary>
/// <param name="ortName">ONNX Runtime's full name, as its lists of providers and devices spell it.</param>
/// <param name="appendName">The name that <c>AppendExecutionProvider(name, options)</c> takes; null for one with a call of its own.</param>
/// <param name="deviceOption">The option that chooses a device; null if the provider's own options must.</param>
/// <param name="package">The NuGet package that brings it.</param>
/// <param name="advice">How to get it, as a sentence.</param>
internal sealed class ProviderTraits(string ortName, string? appendName, string? deviceOption, string? package, string advice)
{
    internal const string CpuPackage = "Microsoft.ML.OnnxRuntime";
    internal const string GpuPackage = "Microsoft.ML.OnnxRuntime.Gpu";
    private const string DirectMlPackage = "Microsoft.ML.OnnxRuntime.DirectML";
    private const string OpenVinoPackage = "Intel.ML.OnnxRuntime.OpenVino";
    private const string WebGpuPackage = "Microsoft.ML.OnnxRuntime.EP.WebGpu";

    private static readonly ProviderTraits Cpu = new("CPUExecutionProvider", "CPU", null, CpuPackage, $"Add the package {CpuPackage} to the application.");

    private static readonly ProviderTraits Cuda = new("CUDAExecutionProvider", null, "device_id", GpuPackage,
        $"Put the package {GpuPackage} in the place of {CpuPackage} in the application, or name a CUDA plugin library (cuda:PATH).");

    private static readonly ProviderTraits TensorRt = new("TensorrtExecutionProvider", null, "device_id", GpuPackage,
        $"Put the package {GpuPackage} in the place of {CpuPackage} in the application and install TensorRT.");

    private static readonly ProviderTraits DirectMl = new("DmlExecutionProvider", "DML", "device_id", DirectMlPackage,
        $"On Windows, put the package {DirectMlPackage} in the place of {CpuPackage} in the application.");

    private static readonly ProviderTraits CoreMl = new("CoreMLExecutionProvider", "CoreML", null, CpuPackage,
        $"It is part of the package {CpuPackage} on macOS and iOS, and only there.");

    private static readonly ProviderTraits OpenVino = new("OpenVINOExecutionProvider", "OpenVINO", null, OpenVinoPackage,
        $"Put the package {OpenVinoPackage} in the place of {CpuPackage} in the application.");

    private static readonly ProviderTraits WebGpu = new("WebGpuExecutionProvider", "WebGPU", null, WebGpuPackage,
        $"Add the package {WebGpuPackage} to the application and name its library (webgpu:PATH).");

    public string OrtName { get; } = ortName;

    public string? AppendName { get; } = appendName;

    public string? DeviceOption { get; } = deviceOption;

    public string? Package { get; } = package;

    public string Advice { get; } = advice;

    /// <summary>The traits of a kind; a plugin has none but its library.</summary>
    internal static ProviderTraits Of(ProviderKind kind) => kind switch
    {
        ProviderKind.Cpu => Cpu,
        ProviderKind.Cuda => Cuda,
        ProviderKind.TensorRt => TensorRt,
        ProviderKind.DirectMl => DirectMl,
        ProviderKind.CoreMl => CoreMl,
        ProviderKind.OpenVino => OpenVino,
        ProviderKind.WebGpu => WebGpu,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A plugin is known by its library alone."),
    };
}
