using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A warp-VAE of 28×28 images as a bundle in a temporary folder; its weights are drawn, not trained, which costs no other time.</summary>
internal sealed class WarpModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx-benchmark-").FullName;

    public WarpModel()
    {
        var digits = SyntheticDigits.Create(64, seed: 1);
        using var warp = new WarpVae(new WarpVaeConfig { Image = digits.Spec }, seed: 1);
        BundleWriter.Write(Folder, new BundleContent
        {
            HeldOut = digits,
            Data = new DataProvenance { Name = "none", Sha256 = new string('0', 64), TrainingCount = 0, ValidationCount = 0, SplitSeed = 0 },
            Warp = warp,
        });
    }

    public string Folder => Path.Combine(_folder, "warp-vae");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
