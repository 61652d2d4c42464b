namespace VaeOnnx.Export.Tracing;

/// <summary>One trace: its sample sizes and what it recorded.</summary>
internal sealed record TraceRun(
    IReadOnlyDictionary<string, long> Sizes,
    IReadOnlyList<TraceValue> Inputs,
    IReadOnlyList<TraceRecord> Records,
    IReadOnlyList<(string Name, TraceValue Value)> Outputs);
