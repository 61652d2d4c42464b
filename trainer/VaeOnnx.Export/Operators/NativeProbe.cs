using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>Recognizes what a native module computes by comparing its result with those of the functions that it may be.</summary>
internal static class NativeProbe
{
    /// <summary>Far above float32's rounding in a few layers, far below the difference between two functions.</summary>
    private const double Recognized = 1e-3;

    /// <summary>
    /// The name of the candidate next to the result. Where weights make candidates the same, so are they in the graph, and the first
    /// is taken; where none is near, the operation is refused.
    /// </summary>
    public static string Closest(EmitterContext c, Tensor actual, params (string Name, Tensor Result)[] candidates)
    {
        var scale = 1 + Largest(actual);
        var (name, distance) = candidates
            .Select(candidate => (candidate.Name, Distance: Largest(candidate.Result - actual) / scale))
            .MinBy(candidate => candidate.Distance);
        return distance <= Recognized
            ? name
            : throw c.Refuse($"The module computes neither of {string.Join(", ", candidates.Select(candidate => candidate.Name))}, as far as running it tells.",
                "Check its weights for values that are not finite, or register an emitter for the module in ExportOptions.Emitters.");
    }

    private static double Largest(Tensor values) => values.abs().max().to_type(ScalarType.Float64).item<double>();
}
