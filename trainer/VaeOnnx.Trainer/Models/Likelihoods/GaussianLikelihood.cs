using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// x ~ N(output + ½, σ²), a density over real numbers: Σ ½((x − mean)/σ)² + log σ + ½ log 2π nats an image.
/// </summary>
public sealed class GaussianLikelihood : PixelLikelihood
{
    private const double StartingSigma = 0.25; // about the standard deviation of the pixels of photographs
    private const double SmallestSigma = 1 / 510.0; // half a level of 255: below, a density of bytes has no bound
    private const double RunningShare = 0.05; // of the newest batch in the running mean

    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Half = 0.5f;
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar One = 1f;
    private static readonly Scalar SmallestVariance = (float)(SmallestSigma * SmallestSigma);
    private static readonly Scalar Log2Pi = (float)Math.Log(2 * Math.PI);

    private readonly Tensor? variance;
    private readonly Parameter? logVariance;

    /// <summary>Creates the likelihood.</summary>
    /// <param name="scale">Where σ comes from.</param>
    /// <param name="sigma">σ in units of the pixel range; the start where it is learned.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sigma"/> is not above 0.</exception>
    public GaussianLikelihood(GaussianScale scale, double sigma = StartingSigma)
        : base(nameof(GaussianLikelihood))
    {
        if (!double.IsFinite(sigma) || sigma < SmallestSigma)
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, FormattableString.Invariant($"σ must be at least {SmallestSigma:0.####} of the pixel range: half a level of a byte."));
        Scale = scale;
        if (scale == GaussianScale.Learned)
        {
            logVariance = new Parameter(tensor((float)(2 * Math.Log(sigma))));
            register_parameter(nameof(logVariance), logVariance);
        }
        else
        {
            variance = tensor((float)(sigma * sigma));
            register_buffer(nameof(variance), variance);
        }
    }

    /// <summary>Where σ comes from.</summary>
    public GaussianScale Scale { get; }

    /// <inheritdoc/>
    public override LikelihoodKind Kind => LikelihoodKind.Gaussian;

    /// <inheritdoc/>
    protected override double DensityBits => Math.Log2(255);

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor outputs, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(images);
        var squares = (images - outputs - Half).square().flatten(1);            // [N, C·H·W]
        var sigma2 = Variance(squares);                                         // []
        using Scalar dimensions = (float)squares.shape[1];
        return ((squares.sum(1) / sigma2) + ((sigma2.log() + Log2Pi) * dimensions)) * Half;
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor outputs) => (outputs + Half).clamp(Zero, One);

    /// <inheritdoc/>
    public override IReadOnlyList<float> Scales(int channels)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return [.. Enumerable.Repeat(Variance(null).sqrt().item<float>(), channels)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"gaussian:{Scale.ToString().ToLowerInvariant()}";

    private Tensor Variance(Tensor? squares)
    {
        if (logVariance is not null)
            return logVariance.exp() + SmallestVariance;
        if (Scale == GaussianScale.Fixed || !training || squares is null)
            return variance!;
        var optimal = squares.mean().clamp_min(SmallestVariance);
        using (no_grad())
        {
            using Scalar share = (float)RunningShare;
            variance!.add_((optimal.detach() - variance) * share);
        }

        return optimal;
    }
}
