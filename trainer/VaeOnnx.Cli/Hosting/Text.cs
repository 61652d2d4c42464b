using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Numbers as people read them, in the invariant culture.</summary>
internal static class Text
{
    public static string Megabytes(long bytes) => Invariant($"{bytes / 1e6:0.0} MB");

    public static string Percent(double fraction) => Invariant($"{100 * fraction:0.00} %");

    public static string Decibels(double value) => Invariant($"{value:0.00}");

    public static string Nats(double value) => Invariant($"{value:0.00}");

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Scientific(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>A number between 0 and 1.</summary>
    public static string Fraction(double value) => Invariant($"{value:0.0000}");

    /// <summary>For example <c>Gaussian 0.5</c>.</summary>
    public static string Noise(ImageNoise noise) => Invariant($"{noise.Kind} {noise.Sigma}");

    /// <summary>For example <c>7.2 s</c>, <c>4 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Invariant($"{span.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => Invariant($"{(int)span.TotalMinutes} min {span.Seconds:00} s"),
        _ => Invariant($"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
