namespace VaeOnnx.Export.Benchmarks;

/// <summary>One measured number and what it must stay under.</summary>
internal sealed record ExportFigure(string What, double Value, double Limit, string Unit)
{
    public bool IsWithinLimit => Value <= Limit;

    public override string ToString() => $"{What,-65} {Value,8:0.00} {Unit,-7} limit {Limit,8:0.00}  {(IsWithinLimit ? "ok" : "BEYOND")}";
}
