using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sums of products by index. Accepts every equation that TorchSharp does: any number of tensors, repeated indices, ellipsis, an
/// output that is left to be inferred. Einsum. Opset 13 to 21. Deviations: the order of sums.
/// </summary>
internal static class EinsumOperators
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [Operator("einsum", Onnx = "Einsum", Covers = "all equations of up to 26 indices; float32, float64, int32, int64")]
    internal static GraphValue Einsum(EmitterContext c)
    {
        var equation = ((string)c.Argument("equation")!).Replace(" ", "", StringComparison.Ordinal);
        return c.Emit("Einsum", c.Tensors("tensors"), ("equation", LowerCase(c, Explicit(equation))));
    }

    [Operator("tensordot", Onnx = "Einsum", Covers = "lists or pairs of axes")]
    internal static GraphValue TensorDot(EmitterContext c)
    {
        var (left, right) = (c.Input, c.Tensor("b"));
        var (leftAxes, rightAxes) = Contracted(c, left, right);
        if (left.Rank + right.Rank > Letters.Length)
            throw c.Refuse($"Einsum has no names for {left.Rank + right.Rank} axes.", "Flatten axes before.");
        var leftNames = Letters[..left.Rank].ToCharArray();
        var rightNames = Letters[left.Rank..(left.Rank + right.Rank)].ToCharArray();
        for (var index = 0; index < leftAxes.Length; index++)
            rightNames[rightAxes[index]] = leftNames[leftAxes[index]];
        var output = string.Concat(leftNames.Where((_, axis) => !leftAxes.Contains(axis)).Concat(rightNames.Where((_, axis) => !rightAxes.Contains(axis))));
        return c.Emit("Einsum", [left, right], ("equation", $"{new string(leftNames)},{new string(rightNames)}->{output}"));
    }

    private static (long[] Left, long[] Right) Contracted(EmitterContext c, GraphValue left, GraphValue right)
    {
        if (c.Argument("dims") is object?[] pairs)
            return ([.. pairs.Select(pair => Axis(pair, 0, left))], [.. pairs.Select(pair => Axis(pair, 1, right))]);
        return ([.. c.Ints("dims1").Select(axis => EmitterContext.Axis(axis, left.Rank))], [.. c.Ints("dims2").Select(axis => EmitterContext.Axis(axis, right.Rank))]);
    }

    private static long Axis(object? pair, int side, GraphValue value) => EmitterContext.Axis((long)((object?[])pair!)[side]!, value.Rank);

    /// <summary>The equation with its output written: indices that occur once, in the alphabet's order, after the ellipsis.</summary>
    private static string Explicit(string equation)
    {
        if (equation.Contains("->", StringComparison.Ordinal))
            return equation;
        var once = equation.Where(char.IsAsciiLetter).GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order();
        var ellipsis = equation.Contains("...", StringComparison.Ordinal) ? "..." : "";
        return $"{equation}->{ellipsis}{string.Concat(once)}";
    }

    /// <summary>ONNX knows lower-case indices only.</summary>
    private static string LowerCase(EmitterContext c, string equation)
    {
        var names = equation.Where(char.IsAsciiLetter).Distinct().ToList();
        if (names.All(char.IsAsciiLetterLower))
            return equation;
        if (names.Count > Letters.Length)
            throw c.Refuse($"Its equation has {names.Count} indices, and ONNX names 26.", "Split it into two.");
        return string.Concat(equation.Select(letter => names.IndexOf(letter) is >= 0 and var index ? Letters[index] : letter));
    }
}
