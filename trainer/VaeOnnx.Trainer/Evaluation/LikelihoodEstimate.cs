namespace VaeOnnx.Trainer.Evaluation;

/// <summary>Bounds on −log p(x), means over images.</summary>
/// <param name="NegativeElbo">−E[log p(x|z)] + KL(q(z|x) ‖ p(z)), in nats an image: the looser bound.</param>
/// <param name="NegativeLogLikelihood">−log of the mean importance weight over <paramref name="Samples"/> samples, in nats an image: the tighter bound.</param>
/// <param name="BitsPerDimension">The same in bits a pixel and channel.</param>
/// <param name="StandardError">Of the mean over images of <paramref name="NegativeLogLikelihood"/>, in nats.</param>
/// <param name="Samples">Posterior samples an image.</param>
/// <param name="Images">How many images.</param>
/// <param name="Binarization">What had become of grey pixels.</param>
public sealed record LikelihoodEstimate(
    double NegativeElbo, double NegativeLogLikelihood, double BitsPerDimension, double StandardError, int Samples, int Images, Binarization Binarization)
{
    /// <summary>For example <c>−ELBO 98.21, −log p(x) ≤ 94.75 ± 0.31 nats (0.174 bits a dimension), 100 samples, 10000 images, binarised by stochastic</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"−ELBO {NegativeElbo:0.00}, −log p(x) ≤ {NegativeLogLikelihood:0.00} ± {StandardError:0.00} nats ({BitsPerDimension:0.000} bits a dimension), {Samples} samples, {Images} images, {(Binarization == Binarization.None ? "not binarised" : $"binarised by {Binarization.ToString().ToLowerInvariant()}")}");
}
