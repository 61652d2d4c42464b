using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A compact residual classifier for images of any size: levels of residual blocks, the mean over the last level's pixels, one linear layer.
/// The same configuration and seed give the same weights on every machine.
/// </summary>
public sealed class ResidualCnn : nn.Module<Tensor, Tensor>
{
    private readonly ConvFeatures features;
    private readonly Linear logits;

    /// <summary>Creates the classifier with fresh weights.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, there is one class only, or the images are too small for the levels.</exception>
    public ResidualCnn(ResidualCnnConfig config, ulong seed = 0)
        : base(nameof(ResidualCnn))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        var pyramid = new ConvPyramid(config.Image, config.Stride, config.Levels, config.Width);
        features = new ConvFeatures(pyramid, config.Blocks, classes: 0);
        logits = nn.Linear(pyramid.Channels(pyramid.Levels - 1), config.Classes);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public ResidualCnnConfig Config { get; }

    /// <summary>Scores images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>logits, [N, Classes]: unnormalised log-probabilities.</returns>
    public override Tensor forward(Tensor images)
    {
        var h = features.call(images, null).mean([2, 3]);     // [N, top channels]
        return logits.call(h);                                // [N, Classes]
    }
}
