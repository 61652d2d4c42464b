using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Quantization;

/// <summary>How long the runtime takes on one thread.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="BatchSize">Samples a call.</param>
/// <param name="Float32">Microseconds a sample, median over calls.</param>
/// <param name="Int8">The same of the int8 graph.</param>
internal sealed record SpeedRow(GraphRole Graph, int BatchSize, double Float32, double Int8)
{
    public double Gain => Float32 / Int8;
}
