using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A small classifier for few images: conv5×5(16) – pool – conv5×5(32) – pool – dropout ¼ – 128 – dropout ½ – classes, ReLU after each
/// but the last, sizes kept by padding, 2×2 max pooling. The same sizes and seed give the same weights on every machine.
/// </summary>
public sealed class DropoutCnn : nn.Module<Tensor, Tensor>
{
    private const int SmallestSide = 4;

    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Linear hidden;
    private readonly Linear logits;

    /// <summary>Creates the classifier with fresh weights.</summary>
    /// <param name="image">The images; at least 4 pixels a side.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The images are too small for two poolings, or there is one class only.</exception>
    public DropoutCnn(ImageSpec image, int classes, ulong seed = 0)
        : base(nameof(DropoutCnn))
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(image.Height, image.Width), SmallestSide, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        conv1 = nn.Conv2d(image.Channels, 16, 5, padding: 2);
        conv2 = nn.Conv2d(16, 32, 5, padding: 2);
        hidden = nn.Linear(32 * (image.Height / 4) * (image.Width / 4), 128);
        logits = nn.Linear(128, classes);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>Scores images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>logits, [N, classes]: unnormalised log-probabilities.</returns>
    public override Tensor forward(Tensor images)
    {
        var h1 = nn.functional.relu(nn.functional.max_pool2d(conv1.call(images), 2));                        // [N, 16, H/2, W/2]
        var h2 = nn.functional.relu(nn.functional.max_pool2d(conv2.call(h1), 2));                            // [N, 32, H/4, W/4]
        var h3 = nn.functional.relu(hidden.call(nn.functional.dropout(h2.flatten(1), 0.25, training)));      // [N, 128]
        return logits.call(nn.functional.dropout(h3, 0.5, training));                                        // [N, classes]
    }
}
