namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>One request under several limits to the images of a run: where a cut leaves the caches, and where it costs calls.</summary>
/// <param name="Bundle">What ran.</param>
/// <param name="Times">A limit each; against the default, which is the first.</param>
internal sealed record BatchCuts(string Bundle, PairedTimes[] Times)
{
    private static readonly int[] Limits = [16, 32, 64, 128, 512, 1024];

    public static BatchCuts Measure(string folder, DigitBytes digits, double seconds)
    {
        var fallback = new RuntimeOptions().MaxBatch;
        var opened = Limits.Prepend(fallback).Select(limit => (Limit: limit, Bundle: VaeBundle.Load(folder, new RuntimeOptions { MaxBatch = limit }))).ToArray();
        try
        {
            var rounds = SideBySide.Measure(
                [.. opened.Select(cut => AugmentingWays.Augmenting(cut.Limit == fallback ? $"{cut.Limit} (the default)" : $"{cut.Limit}", cut.Bundle, digits))], seconds);
            return new BatchCuts(AugmentingWays.NameOf(folder), [.. rounds.Select(round => round.Against(rounds[0]))]);
        }
        finally
        {
            foreach (var (_, bundle) in opened)
                bundle.Dispose();
        }
    }
}
