using System.Globalization;

namespace VaeOnnx.Trainer.Training;

/// <summary>One kind of noise at levels from a range, such as <c>gaussian:0.1..0.5</c>.</summary>
public sealed record NoiseRange
{
    private const string Between = "..";

    /// <summary>Describes the range.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="min">The least level, in the kind's unit.</param>
    /// <param name="max">The greatest level, in the kind's unit.</param>
    /// <exception cref="ArgumentException">An unknown kind, or levels that are no range of it.</exception>
    public NoiseRange(NoiseKind kind, float min, float max)
    {
        var (least, most) = Bounds(kind);
        if (!(min >= least && min <= max && max <= most))
            throw new ArgumentException(FormattableString.Invariant($"Noise range '{Name(kind)}:{min}..{max}': expected {least} <= MIN <= MAX <= {most}, in {Unit(kind)}.{Advice(kind, max)}"), nameof(max));
        (Kind, Min, Max) = (kind, min, max);
    }

    /// <summary>Describes noise of one level.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="level">The level, in the kind's unit.</param>
    /// <exception cref="ArgumentException">An unknown kind, or no level of it.</exception>
    public NoiseRange(NoiseKind kind, float level)
        : this(kind, level, level)
    {
    }

    /// <summary>The kind.</summary>
    public NoiseKind Kind { get; }

    /// <summary>The least level, in the kind's unit: see <see cref="NoiseKind"/>.</summary>
    public float Min { get; }

    /// <summary>The greatest level, in the kind's unit.</summary>
    public float Max { get; }

    /// <summary>The names of the kinds, as they are written.</summary>
    internal static string Kinds => string.Join(", ", Enum.GetValues<NoiseKind>().Select(Name));

    /// <summary>For example <c>gaussian:0.1..0.5</c>, or <c>gaussian:0.5</c> where there is one level.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name(Kind)}:{Min}{(Min == Max ? "" : $"{Between}{Max.ToString(CultureInfo.InvariantCulture)}")}");

    /// <summary>Reads what <see cref="ToString"/> writes; levels may be given in parts, as in <c>5..55/255</c>.</summary>
    /// <exception cref="FormatException">It is no range.</exception>
    internal static NoiseRange Parse(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (Array.FindIndex(Enum.GetNames<NoiseKind>(), name => name.Equals(parts[0], StringComparison.OrdinalIgnoreCase)) is var place && place < 0)
            throw new FormatException($"'{parts[0]}' is no kind of noise; the kinds: {Kinds}.");
        var kind = Enum.GetValues<NoiseKind>()[place];
        if (parts.Length < 2 || !TryParseLevels(parts[1], out var min, out var max))
            throw new FormatException($"'{text}': expected {Name(kind)}:LEVEL or {Name(kind)}:MIN..MAX in {Unit(kind)}, such as {Example(kind)}.");
        try
        {
            return new NoiseRange(kind, min, max);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The level at a strength from 0, the weakest noise of the range, to 1, the strongest; evenly between, in the kind's unit.</summary>
    internal float At(float strength) => Kind == NoiseKind.Poisson ? Max - (strength * (Max - Min)) : Min + (strength * (Max - Min));

    private static bool TryParseLevels(string text, out float min, out float max)
    {
        var divided = text.Split('/', 2);
        var levels = divided[0].Split(Between, 2);
        var parts = 1f;
        var isRead = TryParse(levels[0], out min) & TryParse(levels[^1], out max) & (divided.Length == 1 || (TryParse(divided[1], out parts) && parts > 0));
        (min, max) = (min / parts, max / parts);
        return isRead;
    }

    private static bool TryParse(string text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);

    private static string Name(NoiseKind kind) => kind.ToString().ToLowerInvariant();

    private static (float Least, float Most) Bounds(NoiseKind kind) => kind switch
    {
        NoiseKind.Gaussian or NoiseKind.Speckle or NoiseKind.SaltPepper => (0f, 1f),
        NoiseKind.Poisson => (0.1f, 100_000f), // above, less noise than the rounding to 8 bits makes
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Unknown kind of noise; the kinds: {Kinds}."),
    };

    private static string Unit(NoiseKind kind) => kind switch
    {
        NoiseKind.Poisson => "photons of a white pixel",
        NoiseKind.SaltPepper => "the share of values that are lost",
        _ => "units of the pixel range",
    };

    private static string Example(NoiseKind kind) => kind switch
    {
        NoiseKind.Gaussian => "gaussian:0.1..0.5 or gaussian:5..55/255",
        NoiseKind.Poisson => "poisson:10..60",
        NoiseKind.SaltPepper => "saltpepper:0.01..0.1",
        _ => "speckle:0.3",
    };

    private static string Advice(NoiseKind kind, float max) =>
        kind == NoiseKind.Gaussian && max is > 1 and <= 255 ? FormattableString.Invariant($" Of 8-bit grey levels write {Name(kind)}:{max}/255.") : "";
}
