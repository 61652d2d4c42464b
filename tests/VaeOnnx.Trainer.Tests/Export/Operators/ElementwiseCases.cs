using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Functions of one tensor: float32, float64 where there are kernels, integers where TorchSharp promotes them, in place.</summary>
internal static class ElementwiseCases
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 6);
    private static readonly OperatorInput Doubles = Rows.As(ElementType.Float64);
    private static readonly OperatorInput Above = Positive(Dimension.Batch, 6);
    private static readonly OperatorInput Within = Unit(Dimension.Batch, 6);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 6);
    private static readonly OperatorInput Natural = OperatorInput.Whole(ElementType.Int64, 1, 9, Dimension.Batch, 6);
    private static readonly OperatorInput Bytes = OperatorInput.Whole(ElementType.UInt8, 0, 256, Dimension.Batch, 6);

    public static IReadOnlyList<OperatorCase> All { get; } = [.. Exponentials, .. Roundings, .. Trigonometry, .. Specials, .. Casts];

    private static IEnumerable<OperatorCase> Exponentials =>
    [
        Of("exp", "", x => x.exp(), Rows),
        Of("exp", "int64", x => x.exp(), Whole),
        Of("exp", "float64", x => x.exp(), Doubles),
        Of("exp", "in place", x => (x + 0).exp_(), Rows),
        Of("exp", "tensor without axes", x => x.mean().exp(), Rows),
        Of("log", "", x => x.log(), Above),
        Of("log", "negative numbers", x => x.log(), Rows),
        Of("log2", "", x => x.log2(), Above),
        Of("log10", "float64", x => x.log10(), Above.As(ElementType.Float64)),
        Of("log1p", "", x => x.log1p(), Above),
        Of("log1p", "near 0", x => (x * 1e-6).log1p() * 1e6, Rows),
        Of("log1p", "infinity", x => (x.abs() / 0).log1p(), Rows),
        Of("expm1", "", x => x.expm1(), Rows),
        Of("expm1", "near 0", x => (x * 1e-6).expm1() * 1e6, Rows),
        Of("expm1", "infinities", x => (x / 0).expm1(), Rows),
        Of("special.expm1", "", x => special.expm1(x), Rows),
        Of("special.exp2", "", x => special.exp2(x), Rows),
        Of("sqrt", "", x => x.sqrt(), Above),
        Of("sqrt", "int64", x => x.sqrt(), Natural),
        Of("rsqrt", "", x => x.rsqrt(), Above),
        Of("reciprocal", "", x => x.reciprocal(), Above),
        Of("reciprocal", "int64", x => x.reciprocal(), Natural),
        Of("neg", "", x => -x, Rows),
        Of("neg", "int64", x => x.neg(), Whole),
        Of("neg", "uint8 wraps", x => x.neg(), Bytes),
        Of("abs", "", x => x.abs(), Rows),
        Of("abs", "int64", x => x.abs(), Whole),
        Of("absolute", "", x => x.absolute(), Rows),
        Of("sign", "", x => x.sign(), Rows),
        Of("sgn", "int64", x => x.sgn(), Whole),
        Of("deg2rad", "", x => x.deg2rad(), Rows),
        Of("rad2deg", "int64", x => x.rad2deg(), Whole),
    ];

    private static IEnumerable<OperatorCase> Roundings =>
    [
        Of("floor", "", x => x.floor(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("floor", "int64", x => x.floor() + 1, Whole) with { Tolerance = OperatorTolerance.Exact },
        Of("ceil", "", x => x.ceil(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("trunc", "", x => x.trunc(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("trunc", "float64", x => x.trunc(), Doubles) with { Tolerance = OperatorTolerance.Exact },
        Of("fix", "", x => x.fix(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("frac", "", x => x.frac(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("round", "halves", x => (x / 2.0).round(), Whole) with { Tolerance = OperatorTolerance.Exact },
        Of("round", "decimals", x => x.round(2), Rows),
        Of("round", "negative decimals", x => (x * 100).round(-1), Rows),
    ];

    private static IEnumerable<OperatorCase> Trigonometry =>
    [
        Of("sin", "", x => x.sin(), Rows),
        Of("sin", "float64", x => x.sin(), Doubles),
        Of("cos", "", x => x.cos(), Rows),
        Of("cos", "float64", x => x.cos(), Doubles),
        Of("tan", "", x => x.tan(), Within),
        Of("arccos", "", x => x.arccos(), Within),
        Of("acosh", "", x => (x + 1).acosh(), Above),
        Of("asinh", "", x => x.asinh(), Rows),
        Of("atanh", "", x => x.atanh(), Within),
        Of("arctan2", "", (y, x) => y.arctan2(x), Rows, Rows),
        Of("asin", "", x => x.asin(), Within),
        Of("arcsin", "", x => x.arcsin(), Within),
        Of("acos", "", x => x.acos(), Within),
        Of("atan", "", x => x.atan(), Rows),
        Of("arctan", "", x => x.arctan(), Rows),
        Of("sinh", "", x => x.sinh(), Rows),
        Of("cosh", "", x => x.cosh(), Rows),
        Of("tanh", "", x => x.tanh(), Rows),
        Of("tanh", "float64", x => x.tanh(), Doubles),
        Of("tanh", "int64", x => x.tanh(), Whole),
        Of("arcsinh", "", x => x.arcsinh(), Rows),
        Of("arccosh", "", x => (x + 1).arccosh(), Above),
        Of("arctanh", "", x => x.arctanh(), Within),
        Of("atan2", "", (x, y) => x.atan2(y), Rows, Rows),
        Of("atan2", "all directions", (x, y) => (x * (x.abs() - 1).relu()).atan2(y * (y.abs() - 1).relu()), Rows, Rows),
        Of("atan2", "infinities", (x, y) => (x / 0).atan2(y / 0), Rows, Rows),
        Of("angle", "", x => x.angle(), Rows),
        Of("sinc", "", x => x.sinc(), Rows),
        Of("sinc", "zeros", x => x.relu().sinc(), Rows),
    ];

    private static IEnumerable<OperatorCase> Specials =>
    [
        Of("erf", "", x => x.erf(), Rows),
        Of("special.erf", "", x => special.erf(x), Rows),
        Of("erfc", "", x => x.erfc(), Rows),
        Of("special.erfc", "", x => special.erfc(x), Rows),
        Of("special.ndtr", "", x => special.ndtr(x), Rows),
        Of("special.entr", "", x => special.entr(x), Rows),
        Of("special.entr", "zeros", x => special.entr(x.relu()), Rows),
        Of("special.expit", "", x => special.expit(x), Rows),
        Of("special.sigmoid", "", x => special.sigmoid(x), Rows),
        Of("special.sinc", "", x => special.sinc(x), Rows),
        Of("logit", "", x => x.sigmoid().logit(), Rows),
        Of("logit", "eps", x => x.logit(0.01), Rows),
        Of("special.logit", "", x => special.logit(x.sigmoid()), Rows),
    ];

    private static IEnumerable<OperatorCase> Casts =>
    [
        Of("to_type", "float32 to int64", x => x.to_type(ScalarType.Int64), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "float32 to bool", x => x.relu().to_type(ScalarType.Bool), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "bool to float32", x => x.@float(), Booleans(Dimension.Batch, 6)) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "uint8 to float64", x => x.@double() / 255, Bytes),
        Of("to_type", "float64 to float32", x => x.to(ScalarType.Float32), Doubles) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "int64 to uint8", x => x.@byte(), Natural) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "int64 to int32", x => x.@int(), Whole) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "int64 to int16", x => x.@short(), Whole) with { Tolerance = OperatorTolerance.Exact },
        Of("to_type", "float32 to float16 and back", x => x.half().@float(), Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("type_as", "", (x, y) => x.type_as(y), Whole, Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("to", "another tensor", (x, y) => x.to(y), Whole, Rows) with { Tolerance = OperatorTolerance.Exact },
        Of("clone", "", x => x.clone() + x.detach() + x.contiguous() + x.cpu(), Rows),
    ];
}
