using System.Globalization;

namespace VaeOnnx.Cli.Generation;

/// <summary>A part of an ordered set, written <c>2/5</c>: the second of five parts that lie one after the other and together are the whole.</summary>
internal sealed record ImageShard(int Number, int Of)
{
    /// <exception cref="FormatException">It is no shard.</exception>
    public static ImageShard Parse(string text)
    {
        var numbers = text.Split('/').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        return numbers is [> 0, > 0] && numbers[0] <= numbers[1] ? new ImageShard(numbers[0], numbers[1]) : throw new FormatException("the first shard of N is 1/N, the last N/N");
    }

    /// <summary>From the first of the part to before the first of the next.</summary>
    /// <param name="total">The whole set.</param>
    public (int First, int End) In(int total) => ((int)((long)total * (Number - 1) / Of), (int)((long)total * Number / Of));

    public override string ToString() => FormattableString.Invariant($"{Number}/{Of}");
}
