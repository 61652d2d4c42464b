using System.Diagnostics;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>
/// Measures contenders in turns of a few milliseconds each, in another order every round. Whatever else the machine does then meets all of
/// them alike, and the ratios within a round stay true where times do not.
/// </summary>
internal static class SideBySide
{
    private const double TurnSeconds = 0.004;
    private const int MinRounds = 41;

    /// <summary>Measures.</summary>
    /// <param name="contenders">At least one.</param>
    /// <param name="seconds">About how long in all.</param>
    public static RoundTimes[] Measure(IReadOnlyList<Contender> contenders, double seconds)
    {
        var repeats = contenders.Select(WarmUp).ToArray();
        var bytes = contenders.Select(Allocated).ToArray();
        var times = contenders.Select(_ => new List<double>()).ToArray();
        var order = Enumerable.Range(0, contenders.Count).ToArray();
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds || times[0].Count < MinRounds)
        {
            random.Shuffle(order);
            foreach (var i in order)
                times[i].Add(Turn(contenders[i], repeats[i]));
        }

        return [.. contenders.Select((contender, i) => new RoundTimes(contender.Name, [.. times[i]], bytes[i]))];
    }

    // Long enough for the tiered compiler to have finished, then as many calls as fill a turn.
    private static int WarmUp(Contender contender)
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        while (watch.Elapsed.TotalSeconds < 0.3 || calls < 3)
        {
            contender.Run();
            calls++;
        }

        return Math.Max(1, (int)(TurnSeconds / (watch.Elapsed.TotalSeconds / calls)));
    }

    private static double Allocated(Contender contender)
    {
        const int Calls = 10;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            contender.Run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }

    /// <summary>The microseconds of one call, the mean of a turn.</summary>
    private static double Turn(Contender contender, int repeats)
    {
        contender.Run(); // its data and code back into the caches
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            contender.Run();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
    }
}
