using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Determinants of square matrices and of batches of them. Accepts float32. Det, Log, Sign, Abs. Opset 13 to 21. Deviations: the order
/// of sums; the logarithm is taken of the determinant itself, which must be a float32.
/// </summary>
internal static class DeterminantOperators
{
    [Operator("det", "linalg.det", Onnx = "Det", Covers = "batches; float32")]
    internal static GraphValue Determinant(EmitterContext c) => c.SingleOnly(c.Input, "Det");

    [Operator("logdet", Onnx = "Det, Log", Covers = "batches; float32")]
    internal static GraphValue Logarithm(EmitterContext c) => c.Emit("Log", [Determinant(c)]);

    [Operator("linalg.slogdet", Onnx = "Det, Sign, Abs, Log", Covers = "batches; float32")]
    internal static GraphValue[] SignAndLogarithm(EmitterContext c)
    {
        var determinant = Determinant(c);
        return [c.Emit("Sign", [determinant]), c.Emit("Log", [c.Emit("Abs", [determinant])])];
    }
}
