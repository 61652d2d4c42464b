using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Moves latents by seeded noise; where rows are given, that of those samples and not of neighbours.</summary>
internal readonly struct JitterMove(JitterKind kind, float scale, ulong seed, long firstSampleIndex, int draw, int latentDim, int[]? rows = null) : ILatentMove
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

    private void Draw(Workspace decoder, Batch batch)
    {
        var noise = decoder.Input(batch.Count);
        if (rows is null)
        {
            SeededNoise.FillNormal(noise, latentDim, seed, checked(firstSampleIndex + batch.First), draw);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
            SeededNoise.FillNormal(noise.Slice(i * latentDim, latentDim), latentDim, seed, checked(firstSampleIndex + rows[batch.First + i]), draw);
    }
}
