using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// The probability of each of the 256 levels of a byte under a logistic distribution around output + ½ with a learned scale a channel
/// (Kingma et al. 2016, arXiv 1606.04934; Salimans et al. 2017, arXiv 1701.05517, equation 2):
/// p(x) = σ((x + ½/255 − mean)/s) − σ((x − ½/255 − mean)/s), where the outermost levels take the tails.
/// </summary>
public sealed class DiscretizedLogisticLikelihood : PixelLikelihood
{
    private const double Level = 1 / 255.0;
    private const double StartingScale = 0.1;
    private const double SmallestScale = Level / 16; // a level's own bin then holds 99.97 %: nothing is gained below

    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Half = 0.5f;
    private static readonly Scalar HalfLevel = (float)(Level / 2);
    private static readonly Scalar MinusLevel = (float)-Level;
    private static readonly Scalar Smallest = (float)SmallestScale;
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar One = 1f;

    private readonly Parameter logScale;

    /// <summary>Creates the likelihood.</summary>
    /// <param name="channels">The images' channels, at least 1: one scale each.</param>
    public DiscretizedLogisticLikelihood(int channels)
        : base(nameof(DiscretizedLogisticLikelihood))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        logScale = new Parameter(full([channels, 1, 1], (float)Math.Log(StartingScale)));
        register_parameter(nameof(logScale), logScale);
    }

    /// <inheritdoc/>
    public override LikelihoodKind Kind => LikelihoodKind.DiscretizedLogistic;

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor outputs, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(images);
        var scale = logScale.exp() + Smallest;                                       // [C, 1, 1]
        var centred = images - outputs - Half;                                       // [N, C, H, W]
        var above = nn.functional.logsigmoid((centred + HalfLevel) / scale);         // log σ(a)
        var below = nn.functional.logsigmoid((HalfLevel - centred) / scale);         // log σ(−b)
        // σ(a) − σ(b) = σ(a) · σ(−b) · (1 − exp(b − a)): exact where the difference of the two would round to 0.
        var within = (-(MinusLevel / scale).expm1()).log();                          // [C, 1, 1]
        var isBlack = images <= Zero;
        var isWhite = images >= One;
        var log = above.masked_fill(isWhite, Zero) + below.masked_fill(isBlack, Zero) + within.expand_as(images).masked_fill(isBlack | isWhite, Zero);
        return -log.flatten(1).sum(1);                                               // [N]
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor outputs) => (outputs + Half).clamp(Zero, One);

    /// <inheritdoc/>
    public override IReadOnlyList<float> Scales(int channels)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return (logScale.exp() + Smallest).flatten().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public override string ToString() => "discretized-logistic";
}
