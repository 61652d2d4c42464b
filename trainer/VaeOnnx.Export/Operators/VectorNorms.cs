using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>(Σ |x|ᵖ)^(1/p) along axes: what norms, distances and normalizations are made of.</summary>
internal static class VectorNorms
{
    extension(EmitterContext c)
    {
        /// <summary>The norm of any order: the number of non-zeros for 0, the extreme magnitudes for the infinities.</summary>
        public GraphValue VectorNorm(GraphValue value, double order, IReadOnlyList<long> axes, bool keepDimensions)
        {
            if (axes.Count > 0 && value.ElementType == ElementType.Float32 && order is 1 or 2)
                return c.Reduced(order == 1 ? "ReduceL1" : "ReduceL2", value, axes, keepDimensions);
            if (order == 2)
                return c.Emit("Sqrt", [c.Reduced("ReduceSum", c.Squared(value), axes, keepDimensions)]);
            if (order == 0)
                return c.Reduced("ReduceSum", c.Cast(c.Cast(value, ElementType.Bool), value.ElementType), axes, keepDimensions);
            var magnitude = c.Emit("Abs", [value]);
            return order switch
            {
                1 => c.Reduced("ReduceSum", magnitude, axes, keepDimensions),
                double.PositiveInfinity => c.Reduced("ReduceMax", magnitude, axes, keepDimensions),
                double.NegativeInfinity => c.Reduced("ReduceMin", magnitude, axes, keepDimensions),
                _ => c.WithScalar("Pow", c.Reduced("ReduceSum", c.WithScalar("Pow", magnitude, order), axes, keepDimensions), 1 / order),
            };
        }
    }
}
