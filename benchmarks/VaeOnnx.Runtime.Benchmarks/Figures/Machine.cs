using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>What the numbers were taken on.</summary>
internal sealed record Machine(string Processor, int Cores, string Vectors, string System, string DotNet, string OnnxRuntime, string TorchSharp)
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static Machine Current => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.RuntimeIdentifier,
        RuntimeInformation.FrameworkDescription,
        OrtEnv.Instance().GetVersionString(),
        typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3) ?? "unknown");

    private static string ProcessorName()
    {
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
