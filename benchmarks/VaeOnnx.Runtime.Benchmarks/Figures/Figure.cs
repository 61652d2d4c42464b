namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A measured number that has a limit.</summary>
internal sealed record Figure(string What, double Value, double Limit)
{
    public bool IsWithinLimit => Value <= Limit;
}
