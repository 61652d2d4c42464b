using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>Runs a graph on zeros: what shows that it works, and what warms it up.</summary>
internal static class GraphTrial
{
    public static void Run(VaeBundle bundle, GraphRole role, int count, CancellationToken cancellationToken)
    {
        var images = new byte[count * bundle.Manifest.Image.Length];
        switch (role)
        {
            case GraphRole.Encoder:
                var latents = count * bundle.Encoder.LatentDim;
                bundle.Encoder.Encode(images, new float[latents], new float[latents], LabelOf(bundle.Encoder.Classes), cancellationToken);
                break;
            case GraphRole.Decoder:
                bundle.Decoder.Sample(images, seed: 0, labels: LabelOf(bundle.Decoder.Classes), cancellationToken: cancellationToken);
                break;
            case GraphRole.Denoiser:
                bundle.Denoiser.Denoise(images, images, cancellationToken);
                break;
            case GraphRole.Classifier:
                bundle.Classifier.Classify(images, new int[count], cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown graph role.");
        }
    }

    // Any class will do, where the VAE takes one.
    private static int[] LabelOf(int classes) => new int[Math.Min(classes, 1)];
}
