namespace VaeOnnx.Runtime;

/// <summary>Which execution provider of ONNX Runtime computes.</summary>
public enum ProviderKind
{
    /// <summary>The processor; part of every ONNX Runtime.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs: package <c>Microsoft.ML.OnnxRuntime.Gpu</c>, or the plugin library of a CUDA plugin package.</summary>
    Cuda,

    /// <summary>NVIDIA TensorRT: package <c>Microsoft.ML.OnnxRuntime.Gpu</c> and an installed TensorRT.</summary>
    TensorRt,

    /// <summary>DirectX 12 GPUs on Windows: package <c>Microsoft.ML.OnnxRuntime.DirectML</c>.</summary>
    DirectMl,

    /// <summary>Apple's CPU, GPU and Neural Engine: package <c>Microsoft.ML.OnnxRuntime</c> on macOS and iOS.</summary>
    CoreMl,

    /// <summary>Intel's CPUs, GPUs and NPUs: package <c>Intel.ML.OnnxRuntime.OpenVino</c>.</summary>
    OpenVino,

    /// <summary>Any GPU through WebGPU: the plugin library of package <c>Microsoft.ML.OnnxRuntime.EP.WebGpu</c>.</summary>
    WebGpu,

    /// <summary>Any other provider that comes as a plugin library, named by its path.</summary>
    Plugin,
}
