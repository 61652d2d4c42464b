using System.Globalization;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Numbers as people read them, in the invariant culture.</summary>
internal static class Text
{
    public static string Megabytes(long bytes) => Invariant($"{bytes / 1e6:0.0} MB");

    public static string Percent(double fraction) => Invariant($"{100 * fraction:0.00} %");

    public static string Decibels(double value) => Invariant($"{value:0.00}");

    public static string Nats(double value) => Invariant($"{value:0.00}");

    public static string Bits(double perDimension) => Invariant($"{perDimension:0.000} bits a dimension");

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Scientific(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>A number between 0 and 1.</summary>
    public static string Fraction(double value) => Invariant($"{value:0.0000}");

    /// <summary>For example <c>Gaussian 0.5</c>, or <c>Poisson 30 + Gaussian 0.02</c>.</summary>
    public static string Noise(ImageNoise noise) => string.Join(" + ", noise.Steps.Select(Noise)) + (noise.IsClipped ? "" : ", unclipped");

    /// <summary>For example <c>7.2 s</c>, <c>4 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Invariant($"{span.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => Invariant($"{(int)span.TotalMinutes} min {span.Seconds:00} s"),
        _ => Invariant($"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };

    private static string Noise(NoiseRange step) =>
        $"{(step.Kind == NoiseKind.SaltPepper ? "Salt and pepper" : step.Kind)} {step.ToString().Split(':')[1]}";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
