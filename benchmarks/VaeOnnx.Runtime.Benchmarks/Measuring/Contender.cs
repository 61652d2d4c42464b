namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>One of the ways that are measured side by side.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Run">One call.</param>
internal sealed record Contender(string Name, Action Run);
