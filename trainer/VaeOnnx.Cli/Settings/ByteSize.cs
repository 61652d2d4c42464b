using System.Globalization;

namespace VaeOnnx.Cli.Settings;

/// <summary>An amount of memory, written <c>512MB</c> or <c>2GB</c>: powers of 1024.</summary>
internal sealed record ByteSize(long Bytes)
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <exception cref="FormatException">It is no amount.</exception>
    public static ByteSize Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..].Trim().ToUpperInvariant();
        var power = unit.Length == 0 ? 0 : Array.IndexOf(Units, unit);
        if (power < 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1 || amount > long.MaxValue >> (10 * power))
            throw new FormatException($"a whole number from 1 and one of {string.Join(", ", Units)}");
        return new ByteSize(amount << (10 * power));
    }

    public override string ToString()
    {
        var (amount, power) = (Bytes, 0);
        while (amount % 1024 == 0 && power < Units.Length - 1)
            (amount, power) = (amount / 1024, power + 1);
        return FormattableString.Invariant($"{amount}{Units[power]}");
    }
}
