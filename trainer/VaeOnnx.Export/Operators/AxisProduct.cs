using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>A linear map along one axis, by a constant matrix: averages over unequal windows, resampling filters.</summary>
internal static class AxisProduct
{
    /// <summary>Replaces the axis of size n by one of size m.</summary>
    /// <param name="c">The operation.</param>
    /// <param name="value">As many axes as the operation's input.</param>
    /// <param name="axis">Counted from the front.</param>
    /// <param name="name">What the matrix is, for the graph's reader.</param>
    /// <param name="matrix">[n, m]; stays the caller's.</param>
    public static GraphValue Along(EmitterContext c, GraphValue value, int axis, string name, Tensor matrix)
    {
        var last = c.Input.Rank - 1;
        if (axis == last)
            return c.Emit("MatMul", [value, c.Constant(name, matrix)]);
        if (axis == last - 1)
        {
            using var transposed = matrix.t().contiguous();
            return c.Emit("MatMul", [c.Constant(name, transposed), value]);
        }

        long[] toEnd = [.. Enumerable.Range(0, c.Input.Rank).Select(other => (long)other)];
        (toEnd[axis], toEnd[last]) = (toEnd[last], toEnd[axis]);
        var product = c.Emit("MatMul", [c.Emit("Transpose", [value], ("perm", toEnd)), c.Constant(name, matrix)]);
        return c.Emit("Transpose", [product], ("perm", toEnd));
    }
}
