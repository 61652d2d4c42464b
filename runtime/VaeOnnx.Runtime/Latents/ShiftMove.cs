namespace VaeOnnx.Runtime;

/// <summary>z = mu + amount · direction.</summary>
internal readonly struct ShiftMove(LatentDirection direction, float amount) : ILatentMove
{
    public void Move(Workspace encoder, Workspace decoder, Batch batch)
    {
        var z = decoder.Input(batch.Count);
        encoder.Output(Encoder.Mu, batch.Count).CopyTo(z);
        Add(z);
    }

    public void MoveFromPrior(Workspace decoder, Batch batch)
    {
        var z = decoder.Input(batch.Count);
        z.Clear();
        Add(z);
    }

    private void Add(Span<float> z)
    {
        var step = direction.Vector.Span;
        for (var first = 0; first < z.Length; first += step.Length)
        {
            for (var j = 0; j < step.Length; j++)
                z[first + j] += amount * step[j];
        }
    }
}
