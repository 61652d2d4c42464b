using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>What a denoiser minimises, beside a VAE's KL divergence.</summary>
public sealed record DenoisingLoss
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar SmallestSquare = 1e-5f; // 50 dB: better results of nearly clean images teach nothing
    private static readonly Scalar DecibelsANeper = (float)(-10 / Math.Log(10));

    /// <summary>The distance.</summary>
    public DenoisingLossKind Kind { get; init; } = DenoisingLossKind.LogMse;

    /// <summary>The standard deviation that pixels are taken to have around the result, in units of the pixel range; <see cref="DenoisingLossKind.LogMse"/> finds its own.</summary>
    public double Sigma { get; init; } = 0.1;

    /// <summary>For example <c>mse(0.1)</c>.</summary>
    public override string ToString() =>
        Kind == DenoisingLossKind.LogMse ? "log-mse" : string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}({Sigma:R})");

    internal DenoisingLoss Validated()
    {
        if (!Enum.IsDefined(Kind))
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, $"Unknown loss; there are {string.Join(", ", Enum.GetNames<DenoisingLossKind>())}.");
        if (!(double.IsFinite(Sigma) && Sigma > 0))
            throw new ArgumentOutOfRangeException(nameof(Sigma), Sigma, "Expected a finite standard deviation above 0.");
        return this;
    }

    /// <summary>The loss of results: sum over pixels, mean over batch; and their PSNR in dB.</summary>
    /// <param name="results">[N, C, H, W].</param>
    /// <param name="targets">[N, C, H, W].</param>
    /// <param name="mask">[N, C, H, W], 1 where the difference counts, for all of them, and 0 elsewhere; null: everywhere.</param>
    internal StepLoss Of(Tensor results, Tensor targets, Tensor? mask = null)
    {
        var difference = results - targets;                                                 // [N, C, H, W]
        var squares = MeanOf(difference.square(), mask) + SmallestSquare;                   // [N]
        var log = squares.log().mean();
        using Scalar scale = (float)ScaleOf(difference.numel() / difference.shape[0]);
        var loss = Kind switch
        {
            DenoisingLossKind.LogMse => log,
            DenoisingLossKind.Mse => squares.mean(),
            _ => MeanOf(difference.abs(), mask).mean(),
        };
        return new StepLoss(loss * scale, Psnr: log.detach() * DecibelsANeper);
    }

    private static Tensor MeanOf(Tensor values, Tensor? mask) => mask is null
        ? values.mean([1, 2, 3])
        : (values * mask).mean([1, 2, 3]) / mask.mean([1, 2, 3]);

    private double ScaleOf(long dimensions) => dimensions * Kind switch
    {
        DenoisingLossKind.LogMse => 0.5,
        DenoisingLossKind.Mse => 0.5 / (Sigma * Sigma),
        _ => Math.Sqrt(2) / Sigma,
    };
}
