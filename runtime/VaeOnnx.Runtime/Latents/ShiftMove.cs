namespace VaeOnnx.Runtime;

/// <summary>z = mu + amount · direction.</summary>
internal readonly struct ShiftMove(LatentDirection direction, float amount) : ILatentMove
{
    public void Move(Workspace encoder, Workspace decoder, Batch batch)
    {
        var step = direction.Vector.Span;
        var mu = encoder.Output(Encoder.Mu, batch.Count);
        var z = decoder.Input(batch.Count);
        for (var first = 0; first < z.Length; first += step.Length)
        {
            for (var j = 0; j < step.Length; j++)
                z[first + j] = mu[first + j] + (amount * step[j]);
        }
    }
}
