namespace VaeOnnx.Export.Operators;

/// <summary>
/// Marks the emitter of one or more TorchSharp operations: a static method that takes an <see cref="EmitterContext"/> and
/// returns the result's value, or an array of values where the operation returns several tensors.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OperatorAttribute(params string[] operations) : Attribute
{
    /// <summary>The operations' keys, as <see cref="Tracing.OperationNames"/> spells them: <c>relu</c>, <c>functional.conv2d</c>, <c>LSTM</c>.</summary>
    public string[] Operations { get; } = operations;

    /// <summary>The ONNX operators that are emitted, for the documentation.</summary>
    public required string Onnx { get; init; }

    /// <summary>The oldest opset that can express the operation.</summary>
    public int Since { get; init; } = ExportOptions.OldestOpset;

    /// <summary>Which arguments are covered and where the graph deviates, for the documentation; empty for everything and nowhere.</summary>
    public string Covers { get; init; } = "";
}
