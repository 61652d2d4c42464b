using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Diagonals and triangles of matrices. Accepts offsets and any two axes; free sizes in triangles, fixed ones along diagonals.
/// GatherND, Where, Trilu. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class DiagonalOperators
{
    private const int TriluOpset = 14;

    [Operator("diagonal", "linalg.diagonal", Onnx = "Transpose, GatherND", Covers = "offset, any two axes of fixed size")]
    internal static GraphValue Diagonal(EmitterContext c) =>
        Diagonal(c, c.OptionalInt("offset") ?? 0, c.OptionalInt("dim1") ?? 0, c.OptionalInt("dim2") ?? 1);

    [Operator("diag", Onnx = "GatherND; Gather, Where", Covers = "vector to matrix and matrix to vector, offset")]
    internal static GraphValue Diag(EmitterContext c) => c.Input.Rank == 2
        ? Diagonal(c, c.Int("diagonal"), 0, 1)
        : Embedded(c, c.Input, c.Input.Shape[0], c.Int("diagonal"));

    [Operator("diagflat", Onnx = "Gather, Where", Covers = "offset")]
    internal static GraphValue DiagFlat(EmitterContext c)
    {
        var count = c.Input.Shape.Aggregate(1L, (product, size) => product * c.Fixed(size, "The number of elements"));
        return Embedded(c, c.Emit("Reshape", [c.Input, c.Vector(-1)]), SizeExpression.Fixed(count), c.Int("offset"));
    }

    [Operator("diag_embed", Onnx = "Gather, Where, Transpose", Covers = "offset, any two axes")]
    internal static GraphValue DiagEmbed(EmitterContext c)
    {
        var rank = c.Result.Rank;
        var (rowAxis, columnAxis) = (EmitterContext.Axis(c.Int("dim1"), rank), EmitterContext.Axis(c.Int("dim2"), rank));
        var embedded = Embedded(c, c.Input, c.Input.Shape[^1], c.Int("offset"));
        var others = new Queue<long>(Enumerable.Range(0, rank - 2).Select(axis => (long)axis));
        return c.Transpose(embedded, [.. Enumerable.Range(0, rank)
            .Select(axis => axis == rowAxis ? rank - 2 : axis == columnAxis ? rank - 1 : others.Dequeue())]);
    }

    [Operator("trace", Onnx = "GatherND, ReduceSum", Covers = "matrices of fixed size")]
    internal static GraphValue Trace(EmitterContext c) =>
        c.ReduceSum(c.Cast(Diagonal(c, 0, 0, 1), c.Result.ElementType), keep: false, 0);

    [Operator("tril", Onnx = "Trilu; Where", Covers = "diagonal; free sizes")]
    internal static GraphValue LowerTriangle(EmitterContext c) => Triangle(c, isUpper: false);

    [Operator("triu", Onnx = "Trilu; Where", Covers = "diagonal; free sizes")]
    internal static GraphValue UpperTriangle(EmitterContext c) => Triangle(c, isUpper: true);

    private static GraphValue Triangle(EmitterContext c, bool isUpper)
    {
        var diagonal = c.Int("diagonal");
        if (c.Opset >= TriluOpset && c.Input.ElementType is ElementType.Float32 or ElementType.Float64 or ElementType.Int64)
            return c.Emit("Trilu", [c.Input, c.Scalar(diagonal, ElementType.Int64)], ("upper", isUpper));
        // column - row compared with the diagonal.
        var distance = c.Emit("Sub", [c.Positions(c.Input.Shape[^1]), c.Unsqueeze(c.Positions(c.Input.Shape[^2]), 1)]);
        var mask = c.EmitAs(ElementType.Bool, isUpper ? "GreaterOrEqual" : "LessOrEqual", [distance, c.Scalar(diagonal, ElementType.Int64)]);
        return c.Choose(mask, c.Input, c.Scalar(0, c.Input.ElementType));
    }

    private static GraphValue Diagonal(EmitterContext c, long offset, long dim1, long dim2)
    {
        var rank = c.Input.Rank;
        var (rowAxis, columnAxis) = (EmitterContext.Axis(dim1, rank), EmitterContext.Axis(dim2, rank));
        var places = Places(c.Fixed(c.Input.Shape[(int)rowAxis], "An axis of the diagonal"), c.Fixed(c.Input.Shape[(int)columnAxis], "An axis of the diagonal"), offset);
        var others = Enumerable.Range(0, rank).Select(axis => (long)axis).Where(axis => axis != rowAxis && axis != columnAxis);
        var front = c.Transpose(c.Input, [rowAxis, columnAxis, .. others]);
        var indices = c.Emit("Reshape", [c.Vector([.. places.SelectMany(place => new[] { place.Row, place.Column })]), c.Vector(places.Length, 2)]);
        var picked = c.Emit("GatherND", [front, indices]);
        return c.Transpose(picked, [.. Enumerable.Range(1, rank - 2).Select(axis => (long)axis), 0]);
    }

    internal static (long Row, long Column)[] Places(long rows, long columns, long offset) =>
        [.. Enumerable.Range(0, (int)rows).Select(row => (Row: (long)row, Column: row + offset)).Where(place => place.Column >= 0 && place.Column < columns)];

    /// <summary>The last axis of n elements on a diagonal of a matrix of n + |offset| rows, zero elsewhere.</summary>
    private static GraphValue Embedded(EmitterContext c, GraphValue value, SizeExpression size, long offset)
    {
        var count = c.Fixed(size, "The diagonal's length");
        var side = count + Math.Abs(offset);
        var (positions, mask) = (new long[side * side], new long[side * side]);
        for (var index = 0L; index < count; index++)
        {
            var place = ((index + Math.Max(-offset, 0)) * side) + index + Math.Max(offset, 0);
            (positions[place], mask[place]) = (index, 1);
        }

        var spread = c.Emit("Gather", [value, c.Emit("Reshape", [c.Vector(positions), c.Vector(side, side)])], ("axis", -1));
        var isOn = c.Cast(c.Emit("Reshape", [c.Vector(mask), c.Vector(side, side)]), ElementType.Bool);
        return c.Choose(isOn, spread, c.Scalar(0, value.ElementType));
    }
}
