using System.Globalization;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Augmentation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>
/// What an arm's classifier is trained on. Written as parts joined by <c>+</c>: <c>affine</c>, <c>elastic[:SIGMA[:GRID]]</c> deform the real
/// images; <c>warp[:SCALE[:all]]</c> makes every second image, or all, one that a warp-VAE made of a real (deformed) one; a bundle's path does so with
/// that bundle; <c>generated[:JITTER]</c> takes a VAE's images instead of the real ones and <c>both[:JITTER]</c> both, as the paper does.
/// </summary>
internal sealed record Arm
{
    private Arm(string name) => Name = name;

    /// <summary>As it was written.</summary>
    public string Name { get; }

    /// <summary>Whether real images are deformed affinely.</summary>
    public bool IsAffine { get; private init; }

    /// <summary>How real images are deformed elastically; null for not at all.</summary>
    public ElasticDeformation? Elastic { get; private init; }

    /// <summary>How far from 0 the warp-VAE's z is drawn, in standard deviations of the prior; null for no warp-VAE.</summary>
    public float? WarpScale { get; private init; }

    /// <summary>Whether the warp-VAE makes all of the images instead of every second one.</summary>
    public bool WarpsAll { get; private init; }

    /// <summary>The jitter of the VAE's images; null where the arm has none.</summary>
    public JitterKind? Generated { get; private init; }

    /// <summary>Whether real images are among the arm's.</summary>
    public bool HasReal { get; private init; } = true;

    /// <summary>A bundle that makes every second image; null for none.</summary>
    public string? BundlePath { get; private init; }

    /// <summary>Reads an arm.</summary>
    /// <param name="text">Such as <c>affine+warp</c>.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static Arm Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var arm = new Arm(text);
        return Directory.Exists(text)
            ? arm with { BundlePath = text }
            : text.Split('+').Aggregate(arm, With);
    }

    private static Arm With(Arm arm, string part)
    {
        var (name, value) = part.Split(':', 2) is [var head, var tail] ? (head, tail) : (part, "");
        return name switch
        {
            "original" => arm,
            "affine" => arm with { IsAffine = true },
            "elastic" => arm with { Elastic = Deformation(part, value) },
            "warp" => arm with { WarpScale = Number(part, value.Split(':')[0], 1f), WarpsAll = All(part, value) },
            "generated" => arm with { Generated = Jitter(part, value), HasReal = false },
            "both" => arm with { Generated = Jitter(part, value) },
            _ when Directory.Exists(part) => arm with { BundlePath = part },
            _ => throw new FormatException($"'{part}' is no part of an arm. Expected original, affine, elastic[:SIGMA[:GRID]], warp[:SCALE[:all]], generated[:JITTER], both[:JITTER] or a bundle's folder, joined by '+'."),
        };
    }

    private static ElasticDeformation Deformation(string part, string value)
    {
        var usual = new ElasticDeformation();
        var (sigma, grid) = value.Split(':', 2) is [var head, var tail] ? (head, tail) : (value, "");
        try
        {
            return new ElasticDeformation(Number(part, sigma, usual.Sigma), (int)Number(part, grid, usual.GridSize));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException($"'{part}': {e.Message}");
        }
    }

    private static bool All(string part, string value) => value.Split(':', 2) switch
    {
        [_] => false,
        [_, "all"] => true,
        _ => throw new FormatException($"'{part}': expected a scale, or a scale and 'all', after the colon, got '{value}'."),
    };

    private static float Number(string part, string value, float fallback)
    {
        if (value.Length == 0)
            return fallback;
        return float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number > 0
            ? number
            : throw new FormatException($"'{part}': expected a number above 0 after the colon, got '{value}'.");
    }

    private static JitterKind Jitter(string part, string value) =>
        value.Length == 0 ? JitterKind.Relative
        : Enum.TryParse<JitterKind>(value, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind
        : throw new FormatException($"'{part}': expected relative or posterior after the colon, got '{value}'.");
}
