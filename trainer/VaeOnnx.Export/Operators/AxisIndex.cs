using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Operators;

/// <summary>One index of <c>x[...]</c>: a position (Start), a range, a tensor of positions or a mask, a new axis, whole axes.</summary>
internal sealed record AxisIndex(IndexKind Kind, SizeExpression? Start, SizeExpression? Stop, SizeExpression? Step, GraphValue? Tensor)
{
    public static AxisIndex At(SizeExpression position) => new(IndexKind.Single, position, null, null, null);

    public static AxisIndex Whole { get; } = new(IndexKind.Null, null, null, null, null);
}
