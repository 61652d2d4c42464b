using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Arithmetic of two and three operands: types, broadcasting, numbers on either side, in place.</summary>
internal static class ArithmeticCases
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 5);
    private static readonly OperatorInput Row = Normal(5);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 5);
    private static readonly OperatorInput Divisor = OperatorInput.Whole(ElementType.Int64, 0, 4, 5); // one is added: traces see zeros
    private static readonly OperatorInput Exponent = OperatorInput.Whole(ElementType.Int64, 0, 4, Dimension.Batch, 5);
    private static readonly OperatorInput Flags = Booleans(Dimension.Batch, 5);
    private static readonly OperatorInput Bytes = OperatorInput.Whole(ElementType.UInt8, 0, 256, Dimension.Batch, 5);

    public static IReadOnlyList<OperatorCase> All { get; } = [.. Sums, .. Products, .. Quotients, .. Powers, .. Extremes];

    private static IEnumerable<OperatorCase> Sums =>
    [
        Of("add", "broadcast", (x, y) => x + y, Rows, Row),
        Of("add", "alpha", (x, y) => x.add(y, 0.3), Rows, Rows),
        Of("add", "number, alpha", x => x.add(2, 0.5), Rows),
        Of("add", "number first", x => 1.5 + x, Rows),
        Of("add", "int64 and a float number", x => x + 0.5, Whole),
        Of("add", "int64 and float32", (x, y) => x + y, Whole, Rows),
        Of("add", "int32 and int64", (x, y) => x + y, Whole.As(ElementType.Int32), Whole),
        Of("add", "uint8 wraps", (x, y) => x + y, Bytes, Bytes),
        Of("add", "bool", (x, y) => x + y, Flags, Flags),
        Of("add", "bool and float32", (x, y) => x + y, Flags, Rows),
        Of("add", "float64", (x, y) => x + y, Rows.As(ElementType.Float64), Rows),
        Of("add", "tensor without axes", x => x + x.sum(), Rows) with { Tolerance = OperatorTolerance.Sums },
        Of("add", "in place", (x, y) => (x * 1).add_(y, 2), Rows, Row),
        Of("add", "transposed", (x, y) => x.t() + y, Normal(3, 4), Normal(4, 3)),
        Of("add", "the size of the batch", x => x + x.shape[0], Rows),
        Of("sub", "broadcast", (x, y) => x - y, Rows, Row),
        Of("sub", "number first", x => 1 - x, Rows),
        Of("sub", "number", x => x.sub(0.25), Rows),
        Of("sub", "int64", (x, y) => x - y, Whole, Whole),
        Of("sub", "in place", x => (x * 1).sub_(3), Rows),
        Of("lerp", "number", (x, y) => x.lerp(y, 0.3f), Rows, Row),
        Of("lerp", "tensor", (x, y, w) => x.lerp(y, w), Rows, Row, Rows),
        Of("addcmul", "value", (x, y, z) => x.addcmul(y, z, 0.5f), Rows, Row, Rows),
        Of("addcdiv", "value", (x, y, z) => x.addcdiv(y, z, -2), Rows, Row, Positive(Dimension.Batch, 5)),
        Of("addcmul", "in place", (x, y, z) => (x * 1).addcmul_(y, z, 1), Rows, Row, Rows),
        Of("positive", "", x => x.positive() * 2, Rows),
    ];

    private static IEnumerable<OperatorCase> Products =>
    [
        Of("mul", "broadcast", (x, y) => x * y, Rows, Row),
        Of("mul", "number", x => x * 0.1, Rows),
        Of("mul", "multiply", x => x.multiply(3), Rows),
        Of("mul", "int64 and a float number", x => x * 2.5, Whole),
        Of("mul", "bool", (x, y) => x * y, Flags, Flags),
        Of("mul", "bool and int64", (x, y) => x * y, Flags, Whole),
        Of("mul", "uint8 wraps", (x, y) => x * y, Bytes, Bytes),
        Of("mul", "in place", (x, y) => (x + 0).mul_(y), Rows, Row),
        Of("xlogy", "tensor", (x, y) => x.xlogy(y), Rows, Positive(5)),
        Of("xlogy", "zeros", (x, y) => (x * 0).xlogy(y * 0), Rows, Row),
        Of("xlogy", "number", x => x.xlogy(2.5), Rows),
        Of("special.xlog1py", "", (x, y) => special.xlog1py(x, y), Rows, Positive(5)),
    ];

    private static IEnumerable<OperatorCase> Quotients =>
    [
        Of("subtract", "", (x, y) => x.subtract(y), Rows, Row),
        Of("conj", "real numbers", x => x.conj() * 2, Rows),
        Of("conj_physical", "real numbers", x => x.conj_physical() * 2, Rows),
        Of("resolve_conj", "real numbers", x => x.resolve_conj() * 2, Rows),
        Of("resolve_neg", "real numbers", x => x.resolve_neg() * 2, Rows),
        Of("real", "real numbers", x => x.real * 2, Rows),
        Of("divide", "floor", (x, y) => x.divide(y, RoundingMode.floor), Rows, Positive(5)) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "", (x, y) => x / y, Rows, Positive(5)),
        Of("div", "number first", x => 2 / x, Positive(Dimension.Batch, 5)),
        Of("div", "int64", (x, y) => x / (y + 1), Whole, Divisor),
        Of("div", "floor", (x, y) => x.div(y, RoundingMode.floor), Rows, Normal(5)) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "trunc", (x, y) => x.div(y, RoundingMode.trunc), Rows, Positive(5)) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "floor of int64", (x, y) => x.div(y + 1, RoundingMode.floor), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "trunc of int64", (x, y) => x.div(y + 1, RoundingMode.trunc), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "floor of a rounded quotient", x => x.div(0.1, RoundingMode.floor), OperatorInput.Whole(ElementType.Float32, -5, 6, Dimension.Batch, 5)) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "floor by zero", x => x.div(0, RoundingMode.floor), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("div", "in place", x => (x + 0).div_(3), Rows),
        Of("true_divide", "int64", x => x.true_divide(2), Whole),
        Of("floor_divide", "tensor", (x, y) => x.floor_divide(y + 1), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
        Of("floor_divide", "number", x => x.floor_divide(0.7), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("fmod", "number", x => x.fmod(0.7), Rows),
        Of("fmod", "tensor", (x, y) => x.fmod(y), Rows, Positive(5)),
        Of("fmod", "int64", (x, y) => x.fmod(y + 1), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
        Of("remainder", "number", x => x.remainder(0.7), Rows),
        Of("remainder", "negative number", x => x.remainder(-0.7), Rows),
        Of("remainder", "tensor", (x, y) => x % y, Rows, Normal(5)),
        Of("remainder", "int64", (x, y) => x.remainder(-1 - y), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
    ];

    private static IEnumerable<OperatorCase> Powers =>
    [
        Of("pow", "2", x => x.pow(2), Rows),
        Of("pow", "3", x => x.pow(3), Rows),
        Of("pow", "0.5", x => x.pow(0.5), Positive(Dimension.Batch, 5)),
        Of("pow", "-1.5", x => x.pow(-1.5), Positive(Dimension.Batch, 5)),
        Of("pow", "tensor", (x, y) => x.pow(y), Positive(Dimension.Batch, 5), Row),
        Of("pow", "int64 exponents", (x, y) => x.pow(y), Rows, Exponent),
        Of("pow", "int64", (x, y) => x.pow(y), Whole, Exponent) with { Tolerance = OperatorTolerance.Exact },
        Of("pow", "in place", x => (x + 0).pow_(2), Rows),
        Of("float_power", "", (x, y) => x.float_power(y), Positive(Dimension.Batch, 5), Row),
        Of("square", "", x => x.square(), Rows),
        Of("exp2", "", x => x.exp2(), Rows),
        Of("ldexp", "", (x, y) => x.ldexp(y), Rows, Whole),
        Of("hypot", "", (x, y) => x.hypot(y), Rows, Row),
        Of("hypot", "zeros and large numbers", (x, y) => (x * 0).hypot(y * 0) + (x * 1e30).hypot(y), Rows, Row) with { Tolerance = OperatorTolerance.Chains },
        Of("logaddexp", "", (x, y) => x.logaddexp(y), Rows, Row),
        Of("logaddexp", "infinities", (x, y) => (x.abs() * float.PositiveInfinity).logaddexp(y), Rows, Row),
        Of("logaddexp2", "", (x, y) => x.logaddexp2(y), Rows, Row),
    ];

    private static IEnumerable<OperatorCase> Extremes =>
    [
        Of("maximum", "", (x, y) => x.maximum(y), Rows, Row) with { Tolerance = OperatorTolerance.Exact },
        Of("maximum", "bool", (x, y) => x.maximum(y), Flags, Flags),
        Of("maximum", "int64 and float32", (x, y) => x.maximum(y), Whole, Rows),
        Of("minimum", "int64", (x, y) => x.minimum(y + 1), Whole, Divisor) with { Tolerance = OperatorTolerance.Exact },
        Of("minimum", "uint8", (x, y) => x.minimum(y), Bytes, Bytes),
        Of("max", "two tensors", (x, y) => x.max(y), Rows, Row),
        Of("min", "two tensors", (x, y) => x.min(y), Rows, Row),
        Of("fmax", "NaN", (x, y) => x.fmax(y.log()), Rows, Row),
        Of("fmin", "NaN", (x, y) => x.log().fmin(y), Rows, Row),
        Of("fmin", "int64", (x, y) => x.fmin(y + 1), Whole, Divisor),
        Of("clamp", "both", x => x.clamp(-0.5, 0.75), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("clip", "both", x => x.clip(-0.5, 0.75), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("clamp", "min only", x => x.clamp(min: 0.1), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("clamp", "max only", x => x.clamp(max: 0.1), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("clamp", "int64", x => x.clamp(-1, 2), Whole) with { Tolerance = OperatorTolerance.Exact },
        Of("clamp", "uint8", x => x.clamp(10, 200), Bytes) with { Tolerance = OperatorTolerance.Exact },
        Of("clamp", "tensors", (x, y) => x.clamp(y - 1, y + 0.5), Rows, Row),
        Of("clamp", "tensor, max only", (x, y) => x.clamp(max: y), Rows, Row),
        Of("clamp_min", "", x => x.clamp_min(0.2), Rows),
        Of("clamp_max", "", x => x.clamp_max(0.2), Rows),
        Of("clamp", "float64", x => x.clamp(-0.1, 0.1), Rows.As(ElementType.Float64)),
        Of("clamp", "in place", x => (x + 0).clamp_(-1, 1), Rows),
    ];
}
