namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>A tensor variable of a generated forward: its name and its shape without the batch axis.</summary>
internal sealed record ForwardValue(string Name, params long[] Shape)
{
    public long Last => Shape[^1];

    public long Elements => Shape.Aggregate(1L, (a, b) => a * b);
}
