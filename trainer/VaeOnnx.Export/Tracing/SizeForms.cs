namespace VaeOnnx.Export.Tracing;

/// <summary>A number as ⌊(Factor × unit + Offset) / Divisor⌋, at most Limit, of samples of it and of the unit.</summary>
internal readonly record struct SizeForm(long Factor, long Offset, long Divisor, long? Limit);

/// <summary>Finds the simplest form that explains every sample.</summary>
internal static class SizeForms
{
    /// <summary>Patches and strides of networks are no larger.</summary>
    public const int LargestDivisor = 32;

    /// <summary>A multiple of the unit.</summary>
    public static long? Multiple(long[] samples, long[] units)
    {
        if (units.Any(unit => unit == 0) || samples[0] % units[0] != 0)
            return null;
        var factor = samples[0] / units[0];
        return factor != 0 && samples.Zip(units).All(pair => pair.First == factor * pair.Second) ? factor : null;
    }

    /// <summary>A multiple of the unit and a constant.</summary>
    public static SizeForm? Linear(long[] samples, long[] units)
    {
        var (low, high) = (Array.IndexOf(units, units.Min()), Array.IndexOf(units, units.Max()));
        var (rise, run) = (samples[high] - samples[low], units[high] - units[low]);
        if (run == 0 || rise % run != 0 || rise == 0)
            return null;
        var factor = rise / run;
        var offset = samples[low] - (factor * units[low]);
        return samples.Zip(units).All(pair => pair.First == (factor * pair.Second) + offset) ? new SizeForm(factor, offset, 1, null) : null;
    }

    /// <summary>A quotient that is rounded down: the smallest divisor, and the offset nearest to 0.</summary>
    public static SizeForm? Quotient(long[] samples, long[] units)
    {
        var (low, high) = (Array.IndexOf(units, units.Min()), Array.IndexOf(units, units.Max()));
        if (units[high] == units[low])
            return null;
        var slope = (double)(samples[high] - samples[low]) / (units[high] - units[low]);
        for (var divisor = 2L; divisor <= LargestDivisor; divisor++)
        {
            var factor = (long)Math.Round(slope * divisor);
            var lowest = samples.Zip(units).Max(pair => (pair.First * divisor) - (factor * pair.Second));
            var highest = samples.Zip(units).Min(pair => (pair.First * divisor) - (factor * pair.Second)) + divisor - 1;
            if (factor != 0 && lowest <= highest)
                return new SizeForm(factor, Math.Clamp(0, lowest, highest), divisor, null);
        }

        return null;
    }

    /// <summary>A number that grows with the unit up to a limit.</summary>
    public static SizeForm? Limited(long[] samples, long[] units)
    {
        var limit = samples.Max();
        int[] below = [.. Enumerable.Range(0, samples.Length).Where(index => samples[index] < limit)];
        if (below.Length == 0)
            return null;
        // One size below the limit shows no slope: there only the unit itself is taken for granted.
        var form = Linear([.. below.Select(index => samples[index])], [.. below.Select(index => units[index])])
            ?? (below.All(index => samples[index] == units[index]) ? new SizeForm(1, 0, 1, null) : null);
        return form is { } found && samples.Zip(units).All(pair => pair.First == Math.Min(limit, (found.Factor * pair.Second) + found.Offset))
            ? found with { Limit = limit }
            : null;
    }
}
