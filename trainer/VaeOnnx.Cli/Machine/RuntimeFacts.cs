using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>How the runtime works unless it is told otherwise.</summary>
/// <param name="IntraOpThreads">Threads inside one call.</param>
/// <param name="Spinning">Whether idle threads spin.</param>
/// <param name="MemoryArena">Whether ONNX Runtime keeps freed memory.</param>
/// <param name="MaxBatch">The most samples of one run.</param>
/// <param name="NoiseInstructions">What draws seeded noise; the noise is the same with any.</param>
internal sealed record RuntimeFacts(int IntraOpThreads, bool Spinning, bool MemoryArena, int MaxBatch, string NoiseInstructions)
{
    public static RuntimeFacts Read()
    {
        var options = new RuntimeOptions();
        return new RuntimeFacts(options.IntraOpThreads, options.Spinning, options.MemoryArena, options.MaxBatch, SeededNoise.Instructions);
    }
}
