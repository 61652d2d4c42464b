using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>Functions that ONNX lacks, from those that it has: what several emitters are built from.</summary>
internal static class CompositeMath
{
    /// <summary>The largest |x| at which 1 + x loses the digits that log1p and expm1 must keep.</summary>
    private const double Small = 0.5;

    extension(EmitterContext c)
    {
        public GraphValue Binary(string opType, GraphValue left, GraphValue right) => c.Emit(opType, [left, right]);

        public GraphValue WithScalar(string opType, GraphValue left, double right) => c.Emit(opType, [left, c.Scalar(right, left.ElementType)]);

        public GraphValue Compare(string opType, GraphValue left, GraphValue right) => c.EmitAs(ElementType.Bool, opType, [left, right]);

        public GraphValue CompareScalar(string opType, GraphValue left, double right) => c.Compare(opType, left, c.Scalar(right, left.ElementType));

        public GraphValue Not(GraphValue condition) => c.EmitAs(ElementType.Bool, "Not", [condition]);

        /// <summary>Towards zero.</summary>
        public GraphValue Truncate(GraphValue x) =>
            c.Choose(c.CompareScalar("Less", x, 0), c.Emit("Ceil", [x]), c.Emit("Floor", [x]));

        /// <summary>Whether the sign bit is set: of -0 too, which is not less than 0.</summary>
        public GraphValue SignBit(GraphValue x)
        {
            var isNegative = c.CompareScalar("Less", x, 0);
            if (!x.ElementType.IsFloating())
                return isNegative;
            var isMinusZero = c.Compare("And", c.CompareScalar("Equal", x, 0), c.CompareScalar("Less", c.Emit("Reciprocal", [x]), 0));
            return c.Compare("Or", isNegative, isMinusZero);
        }

        public GraphValue IsFinite(GraphValue x) =>
            c.Not(c.Compare("Or", c.EmitAs(ElementType.Bool, "IsInf", [x]), c.EmitAs(ElementType.Bool, "IsNaN", [x])));

        /// <summary>log(1 + x) with all digits near 0: x · log(u) / (u − 1) with u = 1 + x undoes the rounding of u.</summary>
        public GraphValue Log1p(GraphValue x)
        {
            var sum = c.WithScalar("Add", x, 1);
            var log = c.Emit("Log", [sum]);
            var corrected = c.Binary("Div", c.Binary("Mul", x, log), c.WithScalar("Sub", sum, 1));
            return c.NearZero(x, c.Choose(c.CompareScalar("Equal", sum, 1), x, corrected), log);
        }

        /// <summary>exp(x) − 1 with all digits near 0: (u − 1) · x / log(u) with u = exp(x) undoes the rounding of u.</summary>
        public GraphValue Expm1(GraphValue x)
        {
            var exp = c.Emit("Exp", [x]);
            var difference = c.WithScalar("Sub", exp, 1);
            var corrected = c.Binary("Div", c.Binary("Mul", difference, x), c.Emit("Log", [exp]));
            return c.NearZero(x, c.Choose(c.CompareScalar("Equal", exp, 1), x, corrected), difference);
        }

        /// <summary>log(1 + exp(x)): as max(x, 0) + log(1 + exp(−|x|)) for float64, so that exp does not overflow.</summary>
        public GraphValue Softplus(GraphValue x) => x.ElementType != ElementType.Float64
            ? c.Emit("Softplus", [x])
            : c.Emit("Add", [c.WithScalar("Max", x, 0), c.Log1p(c.Emit("Exp", [c.Emit("Neg", [c.Emit("Abs", [x])])]))]);

        /// <summary>The square of x, exactly as x · x.</summary>
        public GraphValue Squared(GraphValue x) => c.Binary("Mul", x, x);

        /// <summary>Refuses float64 where ONNX Runtime's CPU engine has no kernel for it.</summary>
        public GraphValue SingleOnly(GraphValue x, string opType, params IReadOnlyList<OnnxAttribute> attributes) => x.ElementType == ElementType.Float64
            ? throw c.Refuse($"ONNX's {opType} has no float64 kernel in ONNX Runtime.", "Compute in float32: to(ScalarType.Float32) before it.")
            : c.Emit(opType, [x], attributes);

        private GraphValue NearZero(GraphValue x, GraphValue near, GraphValue far) =>
            c.Choose(c.CompareScalar("Less", c.Emit("Abs", [x]), Small), near, far);
    }
}
