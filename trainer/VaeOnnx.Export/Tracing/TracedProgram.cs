namespace VaeOnnx.Export.Tracing;

/// <summary>What a module computes, agreed on by all its traces.</summary>
internal sealed class TracedProgram
{
    public required IReadOnlyList<TraceValue> Inputs { get; init; }

    /// <summary>In the order in which they ran.</summary>
    public required IReadOnlyList<TraceRecord> Operations { get; init; }

    /// <summary>In the order of the module's result, with the names that the result gives them; empty for none.</summary>
    public required IReadOnlyList<(string Name, TraceValue Value)> Outputs { get; init; }
}
