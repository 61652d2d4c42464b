using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>One kind of image noise at strengths drawn uniformly from a range.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="MinSigma">The weakest, in pixel units of [0, 1].</param>
/// <param name="MaxSigma">The strongest, in pixel units of [0, 1].</param>
public sealed record NoiseRange(ImageNoiseKind Kind, float MinSigma, float MaxSigma)
{
    /// <summary>For example <c>gaussian:0.1..0.5</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}:{MinSigma}..{MaxSigma}");
}
