using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Moves latents by seeded noise.</summary>
internal readonly struct JitterMove(JitterKind kind, float scale, ulong seed, long firstSampleIndex, int draw, int latentDim) : ILatentMove
{
    // The noise is drawn where the decoder reads z, and becomes z in place.
    public void Move(Workspace encoder, Workspace decoder, Batch batch)
    {
        Draw(decoder, batch);
        var z = decoder.PaddedInput(batch.Count);
        var mu = encoder.PaddedOutput(Encoder.Mu, batch.Count);
        if (kind == JitterKind.Posterior)
            LatentJitter.Posterior(mu, encoder.PaddedOutput(Encoder.LogVar, batch.Count), z, scale);
        else
            LatentJitter.Relative(mu, z, scale);
    }

    public void MoveFromPrior(Workspace decoder, Batch batch)
    {
        Draw(decoder, batch);
        foreach (ref var value in decoder.Input(batch.Count))
            value *= scale;
    }

    private void Draw(Workspace decoder, Batch batch) =>
        SeededNoise.FillNormal(decoder.Input(batch.Count), latentDim, seed, checked(firstSampleIndex + batch.First), draw);
}
