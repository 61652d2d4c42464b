using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Comparisons, logic, bits and choices: all exact.</summary>
internal static class ComparisonCases
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 5);
    private static readonly OperatorInput Row = Normal(5);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 5);
    private static readonly OperatorInput OtherWhole = Integers(5);
    private static readonly OperatorInput Flags = Booleans(Dimension.Batch, 5);
    private static readonly OperatorInput OtherFlags = Booleans(5);
    private static readonly OperatorInput Bytes = OperatorInput.Whole(ElementType.UInt8, 0, 256, Dimension.Batch, 5);
    private static readonly OperatorInput Shift = OperatorInput.Whole(ElementType.Int64, 0, 6, 5);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Comparisons, Tests, Logic, Choices }.SelectMany(rows => rows).Select(row => row.Parameters == "nan, posinf, neginf" ? row : row with { Tolerance = OperatorTolerance.Exact })];

    private static IEnumerable<OperatorCase> Comparisons =>
    [
        Of("eq", "int64", (x, y) => x == y, Whole, OtherWhole),
        Of("eq", "number", x => x.eq(2), Whole),
        Of("eq", "int64 and a float number", x => x.eq(1.5), Whole),
        Of("eq", "bool", (x, y) => x.eq(y), Flags, OtherFlags),
        Of("eq", "uint8", (x, y) => x.eq(y), Bytes, Bytes),
        Of("ne", "", (x, y) => x != y, Whole, OtherWhole),
        Of("ne", "bool and int64", (x, y) => x.ne(y), Flags, OtherWhole),
        Of("lt", "", (x, y) => x < y, Rows, Row),
        Of("lt", "int64 and a float number", x => x < 0.5, Whole),
        Of("lt", "int32 and int64", (x, y) => x < y, Whole.As(ElementType.Int32), OtherWhole),
        Of("le", "", (x, y) => x <= y, Whole, OtherWhole),
        Of("gt", "number", x => x > 0.25, Rows),
        Of("gt", "float64", (x, y) => x > y, Rows.As(ElementType.Float64), Row),
        Of("gt", "int64 and float32", (x, y) => x.gt(y), Whole, Row),
        Of("ge", "", (x, y) => x >= y, Whole, OtherWhole),
        Of("ge", "uint8", x => x >= 100, Bytes),
        Of("gt", "in place", x => (x + 0).gt_(0.5), Rows),
        Of("gt", "bool", (x, y) => x > y, Flags, OtherFlags),
    ];

    private static IEnumerable<OperatorCase> Tests =>
    [
        Of("isnan", "", x => x.log().isnan(), Rows),
        Of("isnan", "int64", x => x.isnan(), Whole),
        Of("isinf", "", x => (x / x.gt(0)).isinf(), Rows),
        Of("isposinf", "", x => (x / 0).isposinf(), Rows),
        Of("isneginf", "", x => (x / 0).isneginf(), Rows),
        Of("isfinite", "", x => (x / x.gt(0)).isfinite(), Rows),
        Of("isfinite", "int64", x => x.isfinite(), Whole),
        Of("signbit", "zeros of both signs", x => (x * 0).signbit(), Rows),
        Of("signbit", "int64", x => x.signbit(), Whole),
        Of("isclose", "", (x, y) => x.isclose(y, 0.2, 0.3), Rows, Row),
        Of("isclose", "NaN and infinities", (x, y) => (x / 0).log().isclose(y / 0, nanEqual: true), Rows, Row),
        Of("isin", "", (x, y) => x.isin(y), Whole, OtherWhole),
        Of("isin", "invert", (x, y) => x.isin(y, invert: true), Whole, OtherWhole),
    ];

    private static IEnumerable<OperatorCase> Logic =>
    [
        Of("logical_and", "", (x, y) => x.logical_and(y), Flags, OtherFlags),
        Of("logical_and", "float32 and int64", (x, y) => x.logical_and(y), Rows, OtherWhole),
        Of("logical_or", "", (x, y) => x.logical_or(y), Flags, OtherFlags),
        Of("logical_xor", "", (x, y) => x.logical_xor(y), Flags, OtherWhole),
        Of("logical_not", "", x => x.logical_not(), Flags),
        Of("logical_not", "float32", x => x.logical_not(), Rows),
        Of("bitwise_and", "bool", (x, y) => x & y, Flags, OtherFlags),
        Of("bitwise_or", "bool", (x, y) => x | y, Flags, OtherFlags),
        Of("bitwise_xor", "bool", (x, y) => x ^ y, Flags, OtherFlags),
        Of("bitwise_not", "bool", x => ~x, Flags),
        Of("bitwise_not", "int64", x => x.bitwise_not(), Whole),
        Of("bitwise_not", "uint8", x => x.bitwise_not(), Bytes),
        Of("bitwise_and", "int64", (x, y) => x.bitwise_and(y), Whole, OtherWhole) with { Since = 18 },
        Of("bitwise_or", "uint8", (x, y) => x.bitwise_or(y), Bytes, Bytes) with { Since = 18 },
        Of("bitwise_xor", "int32", (x, y) => x.bitwise_xor(y), Whole.As(ElementType.Int32), Whole.As(ElementType.Int32)) with { Since = 18 },
        Of("bitwise_left_shift", "", (x, y) => x.bitwise_left_shift(y), Whole, Shift),
        Of("bitwise_right_shift", "", (x, y) => (x * 10).bitwise_right_shift(y), Whole, Shift),
    ];

    private static IEnumerable<OperatorCase> Choices =>
    [
        Of("where", "", (x, y) => torch.where(x > y, x, y), Rows, Row),
        Of("where", "broadcast condition", (x, y, m) => torch.where(m, x, y), Rows, Row, Booleans(Dimension.Batch, 1)),
        Of("where", "int64", (x, y) => torch.where(x > y, x, y), Whole, OtherWhole),
        Of("where", "bool", (x, y) => torch.where(x, y, x.logical_not()), Flags, OtherFlags),
        Of("where", "uint8", (x, m) => torch.where(m, x, x * 2), Bytes, Flags),
        Of("where", "float64", (x, m) => torch.where(m, x, x * 2), Rows.As(ElementType.Float64), Flags),
        Of("where", "int64 and float32", (x, y, m) => torch.where(m, x, y), Whole, Row, Flags),
        Of("masked_fill", "", (x, m) => x.masked_fill(m, -1e9), Rows, Flags),
        Of("masked_fill", "minus infinity", (x, m) => x.masked_fill(m, double.NegativeInfinity), Rows, Flags),
        Of("masked_fill", "int64, in place", (x, m) => (x + 0).masked_fill_(m, 7), Whole, Flags),
        Of("heaviside", "", (x, y) => (x * (x > 0)).heaviside(y), Rows, Row),
        Of("copysign", "", (x, y) => x.copysign(y), Rows, Row),
        Of("copysign", "zeros of both signs", (x, y) => x.copysign(y * 0), Rows, Row),
        Of("nan_to_num", "defaults", x => (x / x.gt(0)).nan_to_num(), Rows),
        Of("nan_to_num", "nan, posinf, neginf", x => x.log().nan_to_num(1, 2, 3), Rows) with { Tolerance = OperatorTolerance.Elementwise },
    ];
}
