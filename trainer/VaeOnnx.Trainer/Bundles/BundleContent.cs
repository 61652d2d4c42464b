using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>What goes into a bundle: trained models, which stay the caller's and are put into eval mode, and what is to be known of them.</summary>
public sealed record BundleContent
{
    /// <summary>Images that nothing was fitted to: the exported graphs are compared with the models on them. At least 64, or all there are.</summary>
    public required ImageSource HeldOut { get; init; }

    /// <summary>What the models were trained on.</summary>
    public required DataProvenance Data { get; init; }

    /// <summary>The images whose part was drawn, from <see cref="DataDivision.Moves"/>: they become <c>split.csv</c>.</summary>
    public IReadOnlyList<SplitMove> Moves { get; init; } = [];

    /// <summary>How images of other sizes were made to fit; null where all had one size.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>Becomes the encoder and the decoder; null for none.</summary>
    public Vae? Vae { get; init; }

    /// <summary>
    /// noisy images [N, C, H, W] → clean ones, such as a <see cref="VaeReconstructor"/>: becomes the denoiser; null for none. One that takes
    /// images of any size or noise for its latents says so by <see cref="IDenoiser"/>.
    /// </summary>
    public nn.Module? Denoiser { get; init; }

    /// <summary>The noise that the denoiser was trained on: it is proved on held-out images with that noise; null: they are noisy as they are.</summary>
    public NoiseMix? Noise { get; init; } = NoiseMix.Default;

    /// <summary>Becomes the encoder, which takes a pair of images, and the decoder, which takes an image and z; null for none. Not beside <see cref="Vae"/>.</summary>
    public WarpVae? Warp { get; init; }

    /// <summary>images [N, C, H, W] → logits [N, classes]: becomes the classifier; null for none.</summary>
    public nn.Module<Tensor, Tensor>? Classifier { get; init; }

    /// <summary>The settings of the runs, such as <c>vae.epochs</c> → <c>20</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What was measured, such as <c>classifier.validation_accuracy</c>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The version of the ONNX operator set.</summary>
    public int Opset { get; init; } = 17;
}
