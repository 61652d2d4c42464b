using System.Globalization;
using System.Numerics;

namespace VaeOnnx.Contracts;

/// <summary>Noise on images in [0, 1], written <c>gaussian:0.5</c>. Immutable, thread-safe.</summary>
public sealed record ImageNoise
{
    /// <summary>Describes the noise.</summary>
    /// <param name="kind">How it enters the image.</param>
    /// <param name="sigma">Its standard deviation in units of the pixel range [0, 1]: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown kind, or a sigma out of its range.</exception>
    public ImageNoise(ImageNoiseKind kind, float sigma)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of noise; the kinds are gaussian and speckle.");
        if (!(float.IsFinite(sigma) && sigma >= 0))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Expected a finite standard deviation of at least 0.");
        Kind = kind;
        Sigma = sigma;
    }

    /// <summary>How it enters the image.</summary>
    public ImageNoiseKind Kind { get; }

    /// <summary>Its standard deviation in units of the pixel range [0, 1].</summary>
    public float Sigma { get; }

    /// <summary>Reads <c>kind:sigma</c>, such as <c>speckle:0.3</c>; the inverse of <see cref="ToString"/>.</summary>
    /// <param name="text">The text; case does not matter.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static ImageNoise Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (parts.Length == 2
            && KindOf(parts[0]) is { } kind
            && float.TryParse(parts[1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var sigma)
            && float.IsFinite(sigma))
        {
            return new ImageNoise(kind, sigma);
        }

        throw new FormatException($"Expected noise as gaussian:SIGMA or speckle:SIGMA with SIGMA from 0, such as gaussian:0.5, got '{text}'.");
    }

    /// <summary>Adds the noise and clips to [0, 1]. The noise of an image depends on its index, never on its place in a batch.</summary>
    /// <param name="images">[N, imageLength], in [0, 1].</param>
    /// <param name="noisy">[N, imageLength], filled with values in [0, 1]; must not overlap <paramref name="images"/>.</param>
    /// <param name="imageLength">C·H·W, at least 1.</param>
    /// <param name="seed">Any number. Independent of latent noise of the same seed.</param>
    /// <param name="firstSampleIndex">The index of image 0 in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <exception cref="ArgumentException">Lengths that differ or are no whole images, or overlapping spans.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length, index or draw is out of its range.</exception>
    public void Apply(ReadOnlySpan<float> images, Span<float> noisy, int imageLength, ulong seed, long firstSampleIndex = 0, int draw = 0)
    {
        if (images.Length != noisy.Length)
            throw new ArgumentException(FormattableString.Invariant($"Expected as many noisy values as there are image values, {images.Length}, got {noisy.Length}."), nameof(noisy));
        if (images.Overlaps(noisy))
            throw new ArgumentException("Expected a buffer apart from the images: the noise is drawn into it first.", nameof(noisy));
        var request = NoiseRequest.Create(noisy.Length, imageLength, seed, firstSampleIndex, draw);
        NoiseGenerator.Fill<NormalShape>(noisy, request with { Stream = request.Stream | NoiseRequest.ImageStream });
        AddClipped(images, noisy);
    }

    /// <summary>The same text as <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == ImageNoiseKind.Gaussian ? "gaussian" : "speckle")}:{Sigma}");

    private static ImageNoiseKind? KindOf(string name) =>
        name.Equals("gaussian", StringComparison.OrdinalIgnoreCase) ? ImageNoiseKind.Gaussian
        : name.Equals("speckle", StringComparison.OrdinalIgnoreCase) ? ImageNoiseKind.Speckle
        : null;

    private void AddClipped(ReadOnlySpan<float> images, Span<float> noisy)
    {
        var isSpeckle = Kind == ImageNoiseKind.Speckle;
        var sigma = new Vector<float>(Sigma);
        var i = 0;
        for (; i <= noisy.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var x = new Vector<float>(images[i..]);
            var noise = sigma * new Vector<float>(noisy[i..]);
            var sum = x + (isSpeckle ? x * noise : noise);
            Vector.Min(Vector.Max(sum, Vector<float>.Zero), Vector<float>.One).CopyTo(noisy[i..]);
        }

        for (; i < noisy.Length; i++)
        {
            var noise = Sigma * noisy[i];
            var sum = images[i] + (isSpeckle ? images[i] * noise : noise);
            noisy[i] = Math.Min(Math.Max(sum, 0f), 1f);
        }
    }
}
