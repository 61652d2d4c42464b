using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Quantization;

/// <summary>What became of one graph's file.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Float32Bytes">Before.</param>
/// <param name="Int8Bytes">After.</param>
/// <param name="FloatNodes">The layers that stayed in float32.</param>
/// <param name="LargestDifference">Of any output from the float32 graph's, on held-out inputs.</param>
internal sealed record GraphSize(GraphRole Graph, long Float32Bytes, long Int8Bytes, IReadOnlyList<string> FloatNodes, double LargestDifference)
{
    public double Share => (double)Int8Bytes / Float32Bytes;
}
