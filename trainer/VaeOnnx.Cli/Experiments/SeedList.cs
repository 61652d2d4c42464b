using System.Globalization;

namespace VaeOnnx.Cli.Experiments;

/// <summary>The seeds of an experiment, written <c>1..5</c> or <c>1,2,7</c>.</summary>
internal static class SeedList
{
    public static IReadOnlyList<ulong> Parse(string text)
    {
        if (text.Split("..") is [var first, var last])
        {
            var (from, to) = (Read(text, first), Read(text, last));
            return from <= to && to - from < 1000
                ? [.. Enumerable.Range(0, (int)(to - from) + 1).Select(i => from + (ulong)i)]
                : throw new FormatException($"'{text}' is no range of at most 1,000 seeds, such as 1..5.");
        }

        ulong[] seeds = [.. text.Split(',').Select(seed => Read(text, seed))];
        return seeds.Distinct().Count() == seeds.Length ? seeds : throw new FormatException($"'{text}' names a seed twice.");
    }

    private static ulong Read(string text, string seed) =>
        ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{text}' is no list of seeds. Expected 1..5 or 1,2,7.");
}
