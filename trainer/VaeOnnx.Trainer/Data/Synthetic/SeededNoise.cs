namespace VaeOnnx.Trainer.Data;

/// <summary>Stands in for the generator of the contracts until it is there, with its signature: SplitMix64 (Steele, Lea, Flood 2014) over a mixed address.</summary>
internal static class SeededNoise
{
    public static void FillUniform(Span<float> epsilon, int sampleLength, ulong seed, long firstSampleIndex, int draw)
    {
        for (var i = 0; i < epsilon.Length; i++)
        {
            var address = Mix(Mix(Mix(seed) + (ulong)(firstSampleIndex + (i / sampleLength))) + ((ulong)draw << 32) + (ulong)(i % sampleLength));
            epsilon[i] = (address >> 40) * (1f / (1 << 24));
        }
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
