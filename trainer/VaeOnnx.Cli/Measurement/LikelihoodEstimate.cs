using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Measurement;

/// <summary>Bounds on −log p(x), means over images.</summary>
internal sealed record LikelihoodEstimate
{
    /// <summary>−E[log p(x|z)] + KL(q(z|x) ‖ p(z)), in nats an image: the looser bound.</summary>
    public required double NegativeElbo { get; init; }

    /// <summary>−log of the mean importance weight over the samples, in nats an image: the tighter bound.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Of the mean over images of <see cref="NegativeLogLikelihood"/>, in nats.</summary>
    public required double StandardError { get; init; }

    /// <summary><see cref="NegativeLogLikelihood"/> in bits a pixel and channel; null for grey Bernoulli pixels, which have a loss and no likelihood.</summary>
    public required double? BitsPerDimension { get; init; }

    /// <summary>Posterior samples an image.</summary>
    public required int Samples { get; init; }

    /// <summary>How many images.</summary>
    public required int Images { get; init; }

    /// <summary>What had become of grey pixels.</summary>
    public required Binarization Binarization { get; init; }

    /// <summary>What the pixels were, for people.</summary>
    private string Pixels => Binarization switch
    {
        Binarization.None => "grey as they are",
        Binarization.Threshold => "white above one half, else black",
        _ => "white with their grey value as probability, drawn once",
    };

    /// <summary>As a table.</summary>
    /// <param name="part">Which images, such as <c>validation images</c>.</param>
    /// <param name="kind">The likelihood.</param>
    public ReportTable ToTable(string part, LikelihoodKind kind) => new(
        $"How probable {part} are, nats an image",
        ["bound", "nats", "bits a dimension"],
        [
            ["negative ELBO", Text.Nats(NegativeElbo), ""],
            [FormattableString.Invariant($"negative log-likelihood, {Samples} importance-weighted samples"), FormattableString.Invariant($"{NegativeLogLikelihood:0.00} ± {StandardError:0.00}"), BitsPerDimension is { } bits ? FormattableString.Invariant($"{bits:0.000}") : ""],
        ],
        $"{Text.Count(Images)} images, one standard error; {kind} pixels, {Pixels}. Bounds from above, through the exported graphs (Burda et al. 2016, equation 8).{(kind == LikelihoodKind.Bernoulli && Binarization == Binarization.None ? " Of grey pixels Bernoulli gives a loss, no likelihood." : "")}");

    /// <summary>For a manifest: the names say the part, the samples and what became of grey pixels.</summary>
    public IEnumerable<KeyValuePair<string, double>> ToMetrics(string part)
    {
        var suffix = Binarization == Binarization.None ? "" : $".{Binarization.ToString().ToLowerInvariant()}";
        yield return KeyValuePair.Create($"vae.{part}_bound.negative_elbo{suffix}", NegativeElbo);
        yield return KeyValuePair.Create(FormattableString.Invariant($"vae.{part}_bound.negative_log_likelihood_{Samples}{suffix}"), NegativeLogLikelihood);
    }
}
