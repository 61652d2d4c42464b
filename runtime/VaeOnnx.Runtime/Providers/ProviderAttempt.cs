namespace VaeOnnx.Runtime;

/// <summary>One provider that was tried for a graph.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Refusal">Why it could not be used, in one sentence; null if it computes.</param>
public sealed record ProviderAttempt(ExecutionProvider Provider, string? Refusal)
{
    /// <summary>True if this provider computes.</summary>
    public bool IsActive => Refusal is null;
}
