namespace VaeOnnx.Trainer.Training;

internal static class RandomStreamExtensions
{
    /// <summary>The finaliser of SplitMix64 (Steele, Lea &amp; Flood 2014): a bijection that scatters neighbouring seeds.</summary>
    public static ulong Derive(this RandomStream stream, ulong seed)
    {
        var x = seed + ((ulong)stream * 0x9E3779B97F4A7C15UL);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
