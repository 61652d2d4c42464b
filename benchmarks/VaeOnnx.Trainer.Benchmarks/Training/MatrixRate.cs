using System.Diagnostics;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>The machine's own rate of float32 products: 2048×2048 matrices by the library that trains. Sampled between the steps, so that both meet the same machine.</summary>
internal sealed class MatrixRate : IDisposable
{
    private const int Side = 2048;
    private const double Operations = 2.0 * Side * Side * Side;

    private readonly Tensor _a = rand(Side, Side);
    private readonly Tensor _b = rand(Side, Side);
    private readonly List<double> _rates = [];

    /// <summary>The median of the samples, in operations a second.</summary>
    public double Median => Sampled.Median(_rates);

    public void Sample()
    {
        using var noGradient = no_grad();
        matmul(_a, _b).Dispose(); // wakes the threads
        var start = Stopwatch.GetTimestamp();
        matmul(_a, _b).Dispose();
        _rates.Add(Operations / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }
}
