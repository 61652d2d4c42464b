namespace VaeOnnx.Export.Operators;

/// <summary>
/// Operations that leave every element as it is: no node is emitted, or a Cast where the type changes. Dropouts are among them
/// outside training, which is refused. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class IdentityOperators
{
    [Operator("alias", "contiguous", "clone", "detach", "cpu", "functional.dropout", "functional.dropout1d", "functional.dropout2d",
        "functional.dropout3d", "functional.alpha_dropout", "functional.feature_alpha_dropout", Onnx = "none", Covers = "eval mode")]
    internal static GraphValue Identity(EmitterContext c) => c.Input;

    [Operator("to", "to_type", "type_as", Onnx = "Cast; none", Covers = "every type that ONNX has; devices are ignored")]
    internal static GraphValue Convert(EmitterContext c) => c.Cast(c.Input, c.Result.ElementType);
}
