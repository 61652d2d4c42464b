namespace VaeOnnx.Runtime;

/// <summary>The nodes of a graph that one execution provider computes.</summary>
/// <param name="ProviderName">The provider by ONNX Runtime's name, for example <c>CPUExecutionProvider</c>.</param>
/// <param name="OperatorTypes">How many nodes of each operator type, in the order of their names.</param>
public sealed record ProviderNodes(string ProviderName, IReadOnlyDictionary<string, int> OperatorTypes)
{
    /// <summary>How many nodes.</summary>
    public int Count { get; } = OperatorTypes.Values.Sum();

    /// <summary>For example <c>CPUExecutionProvider 3 (Gemm ×2, Relu)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{ProviderName} {Count} ({Operators()})");

    internal string Operators() => string.Join(", ", OperatorTypes.Select(
        type => type.Value == 1 ? type.Key : FormattableString.Invariant($"{type.Key} ×{type.Value}")));
}
