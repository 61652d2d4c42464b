using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A U-Net of the trainer's for grey images as a bundle in a temporary folder; drawn weights take the time of trained ones.</summary>
internal sealed class UNetModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx-benchmark-").FullName;

    public UNetModel(ResidualUNetConfig config)
    {
        Name = $"VaeOnnx, U-Net {string.Join('/', config.Widths)}";
        using var net = new ResidualUNet(config, seed: 1);
        BundleWriter.Write(Folder, new BundleContent
        {
            HeldOut = SyntheticDigits.Create(4, seed: 1),
            Data = new DataProvenance { Name = "none", Sha256 = new string('0', 64), TrainingCount = 0, ValidationCount = 0, SplitSeed = 0 },
            Denoiser = net,
        });
    }

    public string Name { get; }

    private string Folder => Path.Combine(_folder, "bundle");

    public VaeBundle Load(int threads) => VaeBundle.Load(Folder, new RuntimeOptions { IntraOpThreads = threads });

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
