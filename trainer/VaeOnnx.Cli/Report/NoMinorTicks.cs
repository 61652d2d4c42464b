using ScottPlot;

namespace VaeOnnx.Cli.Report;

/// <summary>Numbers where the grid lines are, and nothing between.</summary>
internal sealed class NoMinorTicks : IMinorTickGenerator
{
    public IEnumerable<double> GetMinorTicks(double[] majorTicks, CoordinateRange visibleRange) => [];
}
