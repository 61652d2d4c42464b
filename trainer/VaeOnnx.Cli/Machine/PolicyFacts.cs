using System.Text.Json.Serialization;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>What the runtime is asked to compute on, and what that comes to here.</summary>
internal sealed record PolicyFacts
{
    /// <summary>The policy's text; where it cannot be read, as it was found.</summary>
    public required string Requested { get; init; }

    /// <summary>Who asks: <c>--provider</c>, the environment variable, or <c>default</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The provider that would compute; null where none can.</summary>
    public string? Active { get; init; }

    /// <summary>Why the policy cannot be followed; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The policy; null where its text is none.</summary>
    [JsonIgnore]
    public ProviderPolicy? Policy { get; init; }

    /// <summary>Follows the policy as opening a graph would, without a graph.</summary>
    /// <param name="given">The command line's policy, which goes before the environment's.</param>
    /// <param name="probe">Tries a provider; null where there is nothing to try with.</param>
    public static PolicyFacts Read(ProviderPolicy? given, Func<ExecutionProvider, ProviderAttempt>? probe)
    {
        try
        {
            var (policy, source) = given is not null ? (given, "--provider")
                : ProviderPolicy.FromEnvironment() is { } environment ? (environment, ProviderPolicy.EnvironmentVariable)
                : (ProviderPolicy.Cpu, "default");
            var facts = new PolicyFacts { Requested = policy.ToString(), Source = source, Policy = policy };
            return probe is null ? facts : facts.Follow(probe);
        }
        catch (ProviderException e)
        {
            return new PolicyFacts
            {
                Requested = Environment.GetEnvironmentVariable(ProviderPolicy.EnvironmentVariable)!,
                Source = ProviderPolicy.EnvironmentVariable,
                Problem = e.Message,
            };
        }
    }

    private PolicyFacts Follow(Func<ExecutionProvider, ProviderAttempt> probe)
    {
        var attempts = Policy!.Providers.Select(probe).ToArray();
        if (attempts.FirstOrDefault(attempt => attempt.IsActive) is { } active)
            return this with { Active = active.Provider.ToString() };
        return Policy.CpuUse == CpuUse.Fallback
            ? this with { Active = ExecutionProvider.Cpu.ToString() }
            : this with { Problem = string.Join(' ', attempts.Select(attempt => attempt.Refusal)) };
    }
}
