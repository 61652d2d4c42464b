using System.Text;

namespace VaeOnnx.Runtime;

/// <summary>What a graph's execution came to: requested, tried, refused and why, active, and which nodes run where.</summary>
public sealed class ExecutionReport
{
    /// <summary>The graph, as messages name it: <c>decoder</c>.</summary>
    public required string Graph { get; init; }

    /// <summary>What was asked for.</summary>
    public required ProviderPolicy Requested { get; init; }

    /// <summary>Every provider that was tried, in order; the last one is the active one.</summary>
    public required IReadOnlyList<ProviderAttempt> Attempts { get; init; }

    /// <summary>
    /// The graph's nodes by the provider they were assigned to, the active provider first. ONNX Runtime counts them after
    /// its basic optimisations (constant folding, for example) and before it fuses.
    /// </summary>
    public required IReadOnlyList<ProviderNodes> Nodes { get; init; }

    /// <summary>The version of ONNX Runtime's native library, for example <c>1.31.1</c>.</summary>
    public required string NativeVersion { get; init; }

    /// <summary>The provider that computes.</summary>
    public ExecutionProvider Active => Attempts[^1].Provider;

    /// <summary>The providers that were tried in vain, with the reasons.</summary>
    public IEnumerable<ProviderAttempt> Refused => Attempts.Where(attempt => !attempt.IsActive);

    /// <summary>One line for a log: the active provider, its nodes, and each refusal.</summary>
    public override string ToString()
    {
        var line = new StringBuilder($"{Graph}: asked for {Requested}, runs on {Active}; nodes: ").AppendJoin(", ", Nodes);
        foreach (var attempt in Refused)
            line.Append($"; refused {attempt.Provider}: {attempt.Refusal}");
        return line.ToString();
    }
}
