namespace VaeOnnx.Contracts;

/// <summary>How far one output of a graph in ONNX Runtime lies from the module that it was exported from.</summary>
public sealed record OutputParity
{
    /// <summary>The output's name.</summary>
    public required string Output { get; init; }

    /// <summary>The largest |a − b| over all elements and batch sizes.</summary>
    public required double MaxAbsoluteDifference { get; init; }

    /// <summary>The largest |a − b| / max(|a|, |b|) over the elements that exceed the absolute tolerance's scale; 0 where none does.</summary>
    public required double MaxRelativeDifference { get; init; }
}
