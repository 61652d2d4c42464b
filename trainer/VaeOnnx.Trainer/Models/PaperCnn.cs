using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// The paper's classifier: conv5×5(20) – pool – conv5×5(50) – pool – 500 – classes, ReLU after each but the last;
/// no padding, 2×2 max pooling. The same sizes and seed give the same weights on every machine.
/// </summary>
public sealed class PaperCnn : nn.Module<Tensor, Tensor>
{
    /// <summary>The fewest pixels a side: 16 → 12 → 6 → 2 → 1.</summary>
    public const int SmallestSide = 16;

    private const int KernelSize = 5;

    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Linear hidden;
    private readonly Linear logits;

    /// <summary>Creates the classifier with fresh weights.</summary>
    /// <param name="image">The images; at least 16 pixels a side.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The images are too small for two pooled 5×5 convolutions, or there is one class only.</exception>
    public PaperCnn(ImageSpec image, int classes, ulong seed = 0)
        : base(nameof(PaperCnn))
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(image.Height, image.Width), SmallestSide, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Image = image;
        Classes = classes;
        conv1 = nn.Conv2d(image.Channels, 20, KernelSize);
        conv2 = nn.Conv2d(20, 50, KernelSize);
        hidden = nn.Linear(50 * SideAfter(image.Height) * SideAfter(image.Width), 500);
        logits = nn.Linear(500, classes);
        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The images it classifies.</summary>
    public ImageSpec Image { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Scores images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>logits, [N, Classes]: unnormalised log-probabilities.</returns>
    public override Tensor forward(Tensor images)
    {
        // ReLU after the pooling: it is monotonic, so the result is the same at a quarter of the work.
        var h1 = nn.functional.relu(nn.functional.max_pool2d(conv1.call(images), 2));    // [N, 20, (H-4)/2, (W-4)/2]
        var h2 = nn.functional.relu(nn.functional.max_pool2d(conv2.call(h1), 2));        // [N, 50, ((H-4)/2-4)/2, …]
        var h3 = nn.functional.relu(hidden.call(h2.flatten(1)));                         // [N, 500]
        return logits.call(h3);                                                          // [N, Classes]
    }

    private static int SideAfter(int side) => (((side - 4) / 2) - 4) / 2;
}
