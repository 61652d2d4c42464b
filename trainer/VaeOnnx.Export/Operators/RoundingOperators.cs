using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Rounding. Accepts floating point; integers are whole already. Floor, Ceil, Round. Opset 13 to 21. Deviations: none; halves go to the
/// even neighbour in both.
/// </summary>
internal static class RoundingOperators
{
    [Operator("floor", Onnx = "Floor", Covers = "every type")]
    internal static GraphValue Floor(EmitterContext c) => Rounded(c, x => c.Emit("Floor", [x]));

    [Operator("ceil", Onnx = "Ceil", Covers = "every type")]
    internal static GraphValue Ceil(EmitterContext c) => Rounded(c, x => c.Emit("Ceil", [x]));

    [Operator("trunc", "fix", Onnx = "Floor, Ceil, Where", Covers = "every type")]
    internal static GraphValue Trunc(EmitterContext c) => Rounded(c, c.Truncate);

    [Operator("frac", Onnx = "Floor, Ceil, Where, Sub")]
    internal static GraphValue Frac(EmitterContext c) => c.Emit("Sub", [c.Input, c.Truncate(c.Input)]);

    [Operator("round", Onnx = "Round; Mul, Div", Covers = "decimals, negative ones too; every type")]
    internal static GraphValue Round(EmitterContext c)
    {
        var decimals = c.OptionalInt("decimals") ?? 0;
        var power = Math.Pow(10, Math.Abs(decimals));
        return Rounded(c, x => decimals switch
        {
            0 => c.Emit("Round", [x]),
            > 0 => c.WithScalar("Div", c.Emit("Round", [c.WithScalar("Mul", x, power)]), power),
            _ => c.WithScalar("Mul", c.Emit("Round", [c.WithScalar("Div", x, power)]), power),
        });
    }

    private static GraphValue Rounded(EmitterContext c, Func<GraphValue, GraphValue> round)
    {
        if (c.Result.ElementType.IsFloating())
            return round(c.Input);
        return c.OptionalInt("decimals") is < 0
            ? throw c.Refuse("Rounding integers to tens is not covered.", "Cast the tensor to float64 before.")
            : c.Input;
    }
}
