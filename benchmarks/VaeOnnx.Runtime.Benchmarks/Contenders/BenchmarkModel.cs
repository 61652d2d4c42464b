using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>
/// The paper's network, 784-400-z-400-784, as a bundle in a temporary folder.
/// The weights are drawn, not trained: how long a product of matrices takes does not depend on them.
/// </summary>
internal sealed class BenchmarkModel : IDisposable
{
    public const int ImageLength = 784;

    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx-benchmark-").FullName;

    public BenchmarkModel(int latentDim)
    {
        LatentDim = latentDim;
        using var vae = CreateVae(latentDim);
        BundleWriter.Write(Folder, new BundleContent
        {
            HeldOut = SyntheticDigits.Create(64, seed: 1),
            Data = new DataProvenance { Name = "none", Sha256 = new string('0', 64), TrainingCount = 0, ValidationCount = 0, SplitSeed = 0 },
            Vae = vae,
            Denoiser = new VaeReconstructor(vae),
        });
    }

    public int LatentDim { get; }

    public string Folder => Path.Combine(_folder, "bundle");

    /// <summary>Opens the bundle with runs of up to <paramref name="maxBatch"/> images, so that a request is not cut.</summary>
    public VaeBundle Load(int maxBatch, bool checkFinite = true) => VaeBundle.Load(Folder, new RuntimeOptions { MaxBatch = maxBatch, CheckFinite = checkFinite });

    public byte[] Graph(GraphRole role) => File.ReadAllBytes(Path.Combine(Folder, role.ToFileName()));

    /// <summary>Pixels in [0, 1), the same each time.</summary>
    public static float[] Images(int count)
    {
        var images = new float[count * ImageLength];
        SeededNoise.FillUniform(images, ImageLength, seed: 1);
        return images;
    }

    public static byte[] Bytes(int count) => Array.ConvertAll(Images(count), pixel => (byte)(pixel * 256));

    public static MlpVae CreateVae(int latentDim) => new(new MlpVaeConfig { LatentDim = latentDim }, seed: 1);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
