using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Activations. Accepts float32 and float64, as functions, methods, in place and as modules; ReLU of integers too. Their ONNX operators
/// for float32, elementary ones for float64, which ONNX Runtime has no kernels for. Opset 13 to 21. Deviations: the last bits of exp and
/// erf; the shrinking ones map NaN to 0.
/// </summary>
internal static class ActivationOperators
{
    private const int HardSwishOpset = 14;
    private const int MishOpset = 18;
    private const int GeluOpset = 20;

    /// <summary>
    /// TorchSharp 0.107 returns the input of hardtanh as it is, unless in place. The graph does what the module was trained with: the
    /// library that is loaded is asked.
    /// </summary>
    private static readonly Lazy<bool> HardTanhClips = new(() =>
    {
        using var scope = torch.NewDisposeScope();
        return torch.full([1], 2.0).hardtanh(-1, 1).item<float>() == 1;
    });

    [Operator("sigmoid", "special.expit", "special.sigmoid", Onnx = "Sigmoid")]
    internal static GraphValue Sigmoid(EmitterContext c) => ElementwiseOperators.One(c, "Sigmoid");

    [Operator("relu", Onnx = "Relu; Max", Covers = "every type")]
    internal static GraphValue Relu(EmitterContext c) => c.Result.ElementType.IsFloating()
        ? ElementwiseOperators.One(c, "Relu")
        : c.Cast(c.WithScalar("Max", c.Cast(c.Input, c.Result.ElementType.Wide()), 0), c.Result.ElementType);

    [Operator("relu6", Onnx = "Clip")]
    internal static GraphValue Relu6(EmitterContext c) => Clipped(c, 0, 6);

    [Operator("hardtanh", Onnx = "Clip; none", Covers = "min_val, max_val; nothing is clipped where TorchSharp's own does not clip (0.107)")]
    internal static GraphValue HardTanh(EmitterContext c) => HardTanhClips.Value ? HardTanhInPlace(c) : c.Input;

    [Operator("hardtanh_", Onnx = "Clip", Covers = "min_val, max_val")]
    internal static GraphValue HardTanhInPlace(EmitterContext c) => Clipped(c, c.Number("min"), c.Number("max"));

    [Operator("elu", Onnx = "Elu; Exp, Mul, Where", Covers = "alpha, scale, input_scale")]
    internal static GraphValue Elu(EmitterContext c)
    {
        var (alpha, scale, inputScale) = (c.OptionalNumber("alpha") ?? 1, c.OptionalNumber("scale") ?? 1, c.OptionalNumber("input_scale") ?? 1);
        if (IsSingle(c) && scale == 1 && inputScale == 1)
            return c.Emit("Elu", [c.Input], ("alpha", alpha));
        var negative = c.WithScalar("Mul", c.Expm1(c.WithScalar("Mul", c.Input, inputScale)), alpha * scale);
        return c.Choose(c.CompareScalar("Greater", c.Input, 0), c.WithScalar("Mul", c.Input, scale), negative);
    }

    [Operator("selu", Onnx = "Selu; Exp, Mul, Where")]
    internal static GraphValue Selu(EmitterContext c)
    {
        const double alpha = 1.6732632423543772848170429916717; // Klambauer et al. 2017, equation 14
        const double scale = 1.0507009873554804934193349852946;
        if (IsSingle(c))
            return c.Emit("Selu", [c.Input], ("alpha", alpha), ("gamma", scale));
        var negative = c.WithScalar("Mul", c.Expm1(c.Input), alpha * scale);
        return c.Choose(c.CompareScalar("Greater", c.Input, 0), c.WithScalar("Mul", c.Input, scale), negative);
    }

    [Operator("celu", Onnx = "Celu; Exp, Mul, Where", Covers = "alpha")]
    internal static GraphValue Celu(EmitterContext c)
    {
        var alpha = c.OptionalNumber("alpha") ?? 1;
        if (IsSingle(c))
            return c.Emit("Celu", [c.Input], ("alpha", alpha));
        var negative = c.WithScalar("Mul", c.Expm1(c.WithScalar("Div", c.Input, alpha)), alpha);
        return c.Choose(c.CompareScalar("Greater", c.Input, 0), c.Input, negative);
    }

    [Operator("leaky_relu", Onnx = "LeakyRelu; Mul, Where", Covers = "negative_slope")]
    internal static GraphValue LeakyRelu(EmitterContext c) => Leaky(c, c.Number("negative_slope"));

    [Operator("rrelu", Onnx = "LeakyRelu; Mul, Where", Covers = "eval mode: the mean of lower and upper")]
    internal static GraphValue RandomizedLeakyRelu(EmitterContext c) => Leaky(c, (c.Number("lower") + c.Number("upper")) / 2);

    [Operator("prelu", Onnx = "PRelu", Covers = "one slope or one a channel")]
    internal static GraphValue PRelu(EmitterContext c)
    {
        var slope = c.Tensor("target", "weight");
        // The slopes belong to the second axis; PRelu aligns axes at the end.
        var aligned = slope.Rank == 1 && c.Input.Rank > 2
            ? c.Reshape(slope, [slope.Shape[0], .. Enumerable.Repeat(SizeExpression.Fixed(1), c.Input.Rank - 2)])
            : slope;
        return IsSingle(c)
            ? c.Emit("PRelu", [c.Input, aligned])
            : c.Choose(c.CompareScalar("Greater", c.Input, 0), c.Input, c.Emit("Mul", [c.Input, aligned]));
    }

    [Operator("gelu", Onnx = "Gelu from opset 20 on; Erf; Tanh", Covers = "approximate none and tanh")]
    internal static GraphValue Gelu(EmitterContext c)
    {
        var isTanh = c.Argument("approximate")?.ToString() == "tanh";
        if (c.Opset >= GeluOpset && IsSingle(c))
            return c.Emit("Gelu", [c.Input], ("approximate", isTanh ? "tanh" : "none"));
        var share = isTanh ? c.Emit("Tanh", [TanhArgument(c)]) : c.SingleOnly(c.WithScalar("Mul", c.Input, Math.Sqrt(0.5)), "Erf");
        return c.Emit("Mul", [c.WithScalar("Mul", c.Input, 0.5), c.WithScalar("Add", share, 1)]);
    }

    [Operator("silu", Onnx = "Sigmoid, Mul")]
    internal static GraphValue Silu(EmitterContext c) => c.Emit("Mul", [c.Input, c.Emit("Sigmoid", [c.Input])]);

    [Operator("functional.mish", Onnx = "Mish from opset 18 on; Softplus, Tanh, Mul")]
    internal static GraphValue Mish(EmitterContext c)
    {
        if (c.Opset >= MishOpset && IsSingle(c))
            return c.Emit("Mish", [c.Input]);
        return c.Emit("Mul", [c.Input, c.Emit("Tanh", [c.Softplus(c.Input)])]);
    }

    [Operator("hardsigmoid", Onnx = "HardSigmoid; Mul, Add, Clip")]
    internal static GraphValue HardSigmoid(EmitterContext c)
    {
        const double slope = 1.0 / 6;
        return IsSingle(c) ? c.Emit("HardSigmoid", [c.Input], ("alpha", slope), ("beta", 0.5)) : SixthOfShifted(c);
    }

    [Operator("hardswish", Onnx = "HardSwish from opset 14 on; Add, Clip, Mul")]
    internal static GraphValue HardSwish(EmitterContext c) => c.Opset >= HardSwishOpset && IsSingle(c)
        ? c.Emit("HardSwish", [c.Input])
        : c.Emit("Mul", [c.Input, SixthOfShifted(c)]);

    [Operator("softplus", Onnx = "Softplus; Greater, Where", Covers = "beta, threshold")]
    internal static GraphValue Softplus(EmitterContext c)
    {
        const double defaultThreshold = 20; // from here on softplus(x) and x are the same float32
        var (beta, threshold) = (c.OptionalNumber("beta") ?? 1, c.OptionalNumber("threshold") ?? defaultThreshold);
        if (beta == 1 && threshold == defaultThreshold && IsSingle(c))
            return c.Softplus(c.Input);
        var scaled = c.WithScalar("Mul", c.Input, beta);
        return c.Choose(c.CompareScalar("Greater", scaled, threshold), c.Input, c.WithScalar("Div", c.Softplus(scaled), beta));
    }

    [Operator("log_sigmoid", Onnx = "Neg, Softplus, Neg")]
    internal static GraphValue LogSigmoid(EmitterContext c) => c.Emit("Neg", [c.Softplus(c.Emit("Neg", [c.Input]))]);

    [Operator("functional.softshrink", Onnx = "Shrink", Covers = "lambda")]
    internal static GraphValue SoftShrink(EmitterContext c) => Shrunk(c, c.Number("lambda"));

    [Operator("functional.hardshrink", Onnx = "Shrink", Covers = "lambda")]
    internal static GraphValue HardShrink(EmitterContext c) => Shrunk(c, 0);

    [Operator("threshold", Onnx = "LessOrEqual, Where", Covers = "threshold, value")]
    internal static GraphValue Threshold(EmitterContext c)
    {
        var type = c.Input.ElementType.Wide();
        var x = c.Cast(c.Input, type);
        return c.Cast(c.Choose(c.CompareScalar("LessOrEqual", x, c.Number("threshold")), c.Scalar(c.Number("value"), type), x), c.Input.ElementType);
    }

    [Operator("glu", Onnx = "Split, Sigmoid, Mul", Covers = "an axis of fixed size")]
    internal static GraphValue Glu(EmitterContext c)
    {
        var axis = c.NamedAxis();
        var size = c.Input.Shape[(int)axis];
        if (!size.IsFixed)
            throw c.Refuse($"The axis that it halves is free ({size}).", "Fix the dimension in the input's TensorSpec.");
        var halves = c.EmitMany(2, "Split", [c.Input, c.Vector(size.Value / 2, size.Value / 2)], ("axis", axis));
        return c.Emit("Mul", [halves[0], c.Emit("Sigmoid", [halves[1]])]);
    }

    private static bool IsSingle(EmitterContext c) => c.Input.ElementType is not ElementType.Float64;

    private static GraphValue Clipped(EmitterContext c, double low, double high)
    {
        var type = c.Input.ElementType.Wide();
        return c.Cast(c.Emit("Clip", [c.Cast(c.Input, type), c.Scalar(low, type), c.Scalar(high, type)]), c.Input.ElementType);
    }

    private static GraphValue Leaky(EmitterContext c, double slope) => IsSingle(c)
        ? c.Emit("LeakyRelu", [c.Input], ("alpha", slope))
        : c.Choose(c.CompareScalar("Greater", c.Input, 0), c.Input, c.WithScalar("Mul", c.Input, slope));

    /// <summary>√(2/π) · (x + 0.044715 x³): Hendrycks and Gimpel 2016, section 2.</summary>
    private static GraphValue TanhArgument(EmitterContext c)
    {
        var cube = c.Emit("Mul", [c.Squared(c.Input), c.Input]);
        return c.WithScalar("Mul", c.Emit("Add", [c.Input, c.WithScalar("Mul", cube, 0.044715)]), Math.Sqrt(2 / Math.PI));
    }

    private static GraphValue SixthOfShifted(EmitterContext c)
    {
        var type = c.Input.ElementType;
        var shifted = c.Emit("Clip", [c.WithScalar("Add", c.Input, 3), c.Scalar(0, type), c.Scalar(6, type)]);
        return c.WithScalar("Div", shifted, 6);
    }

    private static GraphValue Shrunk(EmitterContext c, double bias)
    {
        var lambda = c.Number("lambda");
        return IsSingle(c)
            ? c.Emit("Shrink", [c.Input], ("lambd", lambda), ("bias", bias))
            : c.Choose(c.CompareScalar("Greater", c.Emit("Abs", [c.Input]), lambda),
                c.Emit("Sub", [c.Input, c.WithScalar("Mul", c.Emit("Sign", [c.Input]), bias)]), c.Scalar(0, ElementType.Float64));
    }
}
