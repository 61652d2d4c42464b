namespace VaeOnnx.Export.Tracing;

/// <summary>The kinds of TorchSharp's <c>TensorIndex</c>.</summary>
internal enum IndexKind
{
    /// <summary>A new axis of size 1.</summary>
    None,

    /// <summary>One position of an axis, which disappears.</summary>
    Single,

    /// <summary>A whole axis.</summary>
    Null,

    /// <summary>As many whole axes as are left.</summary>
    Ellipsis,

    /// <summary>A mask of one element.</summary>
    Bool,

    /// <summary>Positions or a mask in a tensor.</summary>
    Tensor,

    /// <summary>From start to stop by step, each possibly absent.</summary>
    Slice,
}

/// <summary>One index of <c>x[...]</c>. Start (or the single position), stop and step are long, <see cref="SizeExpression"/> or null.</summary>
internal sealed record IndexSnapshot(IndexKind Kind, object? Start, object? Stop, object? Step, TraceValue? Tensor);
