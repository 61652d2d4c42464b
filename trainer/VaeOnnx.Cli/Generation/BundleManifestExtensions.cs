using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Generation;

/// <summary>What the program asks a manifest.</summary>
internal static class BundleManifestExtensions
{
    /// <summary>Whether the VAE is a warp-VAE, whose decoder deforms images and makes none of z alone.</summary>
    public static bool Deforms(this BundleManifest manifest) =>
        manifest.Find(GraphRole.Decoder)?.Inputs.Any(input => input.Name == TensorNames.Images) == true;
}
