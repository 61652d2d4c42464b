using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A deeper classifier for many small images: conv5×5(32) – conv3×3(32) – pool – 2 × conv3×3(64) – pool – 2 × conv3×3(128) – 128 –
/// dropout ½ – classes. Batch normalisation (Ioffe &amp; Szegedy 2015, arXiv 1502.03167) and ReLU after each but the last; the first two
/// convolutions without padding, 2×2 max pooling. The same sizes and seed give the same weights on every machine.
/// </summary>
public sealed class BatchNormCnn : nn.Module<Tensor, Tensor>
{
    /// <summary>The fewest pixels a side: 10 → 6 → 4 → 2 → 1.</summary>
    public const int SmallestSide = 10;

    private readonly Sequential features;
    private readonly Linear hidden;
    private readonly BatchNorm1d norm;
    private readonly Linear logits;

    /// <summary>Creates the classifier with fresh weights.</summary>
    /// <param name="image">The images; at least 10 pixels a side.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The images are too small for the convolutions, or there is one class only.</exception>
    public BatchNormCnn(ImageSpec image, int classes, ulong seed = 0)
        : base(nameof(BatchNormCnn))
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(image.Height, image.Width), SmallestSide, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        // Vector units hold 16 channels: fewer or uneven numbers would cost as much.
        features = nn.Sequential(
            Convolution(image.Channels, 32, kernel: 5, padding: 0),
            Convolution(32, 32, kernel: 3, padding: 0),
            nn.MaxPool2d(2),
            Convolution(32, 64, kernel: 3, padding: 1),
            Convolution(64, 64, kernel: 3, padding: 1),
            nn.MaxPool2d(2),
            Convolution(64, 128, kernel: 3, padding: 1),
            Convolution(128, 128, kernel: 3, padding: 1));
        hidden = nn.Linear(128 * SideAfter(image.Height) * SideAfter(image.Width), 128);
        norm = nn.BatchNorm1d(128);
        logits = nn.Linear(128, classes);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>Scores images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>logits, [N, classes]: unnormalised log-probabilities.</returns>
    public override Tensor forward(Tensor images)
    {
        var h1 = features.call(images);                                                         // [N, 128, (H-6)/4, (W-6)/4]
        var h2 = nn.functional.relu(norm.call(hidden.call(h1.flatten(1))));                     // [N, 128]
        return logits.call(nn.functional.dropout(h2, 0.5, training));                           // [N, classes]
    }

    private static Sequential Convolution(int channels, int width, int kernel, int padding) =>
        nn.Sequential(nn.Conv2d(channels, width, kernel, padding: padding, bias: false), nn.BatchNorm2d(width), nn.ReLU());

    private static int SideAfter(int side) => (side - 6) / 2 / 2;
}
