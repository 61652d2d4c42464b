using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class TrainingCheckpointTests
{
    private static readonly MlpVaeConfig Small = new() { HiddenDim = 8, LatentDim = 2 };
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    private string CheckpointPath => Path.Combine(_folder, "vae.safetensors");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void CopyTo_FreshModel_GivesItTheBestWeights()
    {
        using var trained = Train();
        using var fresh = new MlpVae(Small, seed: 77);

        TrainingCheckpoint.Read(CheckpointPath).CopyTo(fresh);

        CollectionAssert.AreEqual(Weights.Of(trained), Weights.Of(fresh));
    }

    [TestMethod]
    public void CopyTo_ModelOfOtherSizes_Throws()
    {
        using var trained = Train();
        using var other = new MlpVae(Small with { LatentDim = 3 });

        Assert.ThrowsExactly<CheckpointException>(() => TrainingCheckpoint.Read(CheckpointPath).CopyTo(other));
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(200)]
    [DataRow(20_000)]
    [DataRow(-1)]
    public void Read_TruncatedFile_Throws(int length)
    {
        using var trained = Train();
        var bytes = File.ReadAllBytes(CheckpointPath);
        File.WriteAllBytes(CheckpointPath, bytes[..(length < 0 ? bytes.Length + length : length)]);

        Assert.ThrowsExactly<CheckpointException>(() => TrainingCheckpoint.Read(CheckpointPath));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10)]
    [DataRow(600)]
    [DataRow(-3)]
    public void Read_OneByteAltered_Throws(int position)
    {
        using var trained = Train();
        var bytes = File.ReadAllBytes(CheckpointPath);
        bytes[position < 0 ? bytes.Length + position : position] ^= 0x04;
        File.WriteAllBytes(CheckpointPath, bytes);

        Assert.ThrowsExactly<CheckpointException>(() => TrainingCheckpoint.Read(CheckpointPath));
    }

    [TestMethod]
    public void Read_NoFile_Throws() => Assert.ThrowsExactly<CheckpointException>(() => TrainingCheckpoint.Read(CheckpointPath));

    private MlpVae Train()
    {
        var digits = SyntheticDigits.Create(64, seed: 1);
        var vae = new MlpVae(Small, seed: 1);
        new VaeTrainer(new TrainingConfig { BatchSize = 32, Epochs = 2, Threads = 1, Checkpoint = new CheckpointConfig(CheckpointPath) }).Fit(vae, digits, digits);
        return vae;
    }
}
