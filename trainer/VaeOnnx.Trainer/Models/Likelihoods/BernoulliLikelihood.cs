using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>p(white) = σ(output) (Kingma &amp; Welling, arXiv 1312.6114, appendix C.1).</summary>
public sealed class BernoulliLikelihood : PixelLikelihood
{
    /// <summary>Creates the likelihood; it has nothing to set.</summary>
    public BernoulliLikelihood()
        : base(nameof(BernoulliLikelihood))
    {
    }

    /// <inheritdoc/>
    public override LikelihoodKind Kind => LikelihoodKind.Bernoulli;

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor outputs, Tensor images) =>
        nn.functional.binary_cross_entropy_with_logits(outputs, images, reduction: nn.Reduction.None).flatten(1).sum(1);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor outputs) => sigmoid(outputs);

    /// <inheritdoc/>
    public override IReadOnlyList<float> Scales(int channels) => [];

    /// <inheritdoc/>
    public override string ToString() => "bernoulli";

    // One reduction instead of two.
    internal override Tensor Loss(Tensor outputs, Tensor images) => VaeLosses.ReconstructionLoss(outputs, images);
}
