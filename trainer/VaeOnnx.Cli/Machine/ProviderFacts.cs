using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>Whether one provider can be used here.</summary>
/// <param name="Provider">As a policy spells it.</param>
/// <param name="Usable">It could be set up; whether it has a kernel for every node, only a graph tells.</param>
/// <param name="Refusal">What is missing, and which package or library brings it; null where it is usable.</param>
internal sealed record ProviderFacts(string Provider, bool Usable, string? Refusal)
{
    private static readonly ExecutionProvider[] Known =
    [
        ExecutionProvider.Cpu, ExecutionProvider.Cuda, ExecutionProvider.TensorRt, ExecutionProvider.DirectMl,
        ExecutionProvider.CoreMl, ExecutionProvider.OpenVino, ExecutionProvider.WebGpu,
    ];

    /// <summary>Tries all that are known by name, and those that a policy asks for in its own way.</summary>
    public static IReadOnlyList<ProviderFacts> ProbeAll(ProviderPolicy? policy) =>
        [.. Known.Concat(policy?.Providers ?? []).Distinct().Select(provider => Of(ProviderInventory.Probe(provider)))];

    private static ProviderFacts Of(ProviderAttempt attempt) => new(attempt.Provider.ToString(), attempt.IsActive, attempt.Refusal);
}
