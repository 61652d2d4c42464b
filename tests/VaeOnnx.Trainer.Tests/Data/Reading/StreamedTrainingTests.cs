using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Data.Reading;

[TestClass]
[DoNotParallelize] // measures the process's managed memory
public sealed class StreamedTrainingTests : IDisposable
{
    private static readonly TrainingConfig Config = new() { BatchSize = 16, Epochs = 2, Seed = 5, Threads = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Gather_TwentyTimesTheBudget_HoldsNoPixels()
    {
        const int Side = 256, Count = 48;
        const long Pixels = 3L * Side * Side * Count;
        for (var i = 0; i < Count; i++)
            _folder.Write($"{i:D2}.png", PictureBytes.Encode(Side, Side, shift: i % 16));
        var start = GC.GetTotalMemory(forceFullCollection: true);

        var images = ImageData.Read(_folder.Path, new ImageReadOptions { MemoryBudget = Pixels / 20 }).Parts.Train;
        var batch = new float[4 * images.Spec.Length];
        for (var first = 0; first < Count; first += 4)
            images.Gather([first, first + 1, first + 2, first + 3], batch);

        var held = GC.GetTotalMemory(forceFullCollection: true) - start - (sizeof(float) * batch.LongLength);
        // Buffers for some images stay in the pools: those of one batch, and one a thread.
        Assert.IsLessThan(Pixels / 2, held);
        GC.KeepAlive(images);
    }

    [TestMethod]
    public void Fit_Streamed_GivesTheWeightsOfMemory()
    {
        WriteDigits(200);

        CollectionAssert.AreEqual(Fit(Read(long.MaxValue)), Fit(Read(1000)));
    }

    [TestMethod]
    public void Fit_StreamedInAWindowAndResumed_GivesTheUninterruptedWeights()
    {
        WriteDigits(600);
        var images = Read(1000);
        Assert.IsLessThan(images.Count, images.ShuffleWindow);
        var config = Config with { Checkpoint = new CheckpointConfig(_folder["..", $"{Path.GetFileName(_folder.Path)}.checkpoint"]) { Resume = true } };
        try
        {
            using var cancellation = new CancellationTokenSource();
            using (var interrupted = Model(images))
                Assert.ThrowsExactly<TrainingCanceledException>(() => new VaeTrainer(config, NoiseMix.Default).Fit(interrupted, images, progress: new CancelAtEpoch(2, cancellation), cancellationToken: cancellation.Token));
            using var resumed = Model(images);
            new VaeTrainer(config, NoiseMix.Default).Fit(resumed, Read(1000));

            CollectionAssert.AreEqual(Fit(images), Weights.Of(resumed));
        }
        finally
        {
            File.Delete(config.Checkpoint.Path);
        }
    }

    [TestMethod]
    public void Fit_FileThatBreaksInTheMiddle_StopsTheTrainingNamingIt()
    {
        WriteDigits(100);
        var images = Read(1000);
        var broken = _folder.Write("00050.png", [1, 2, 3]);
        using var vae = Model(images);

        Assert.AreEqual(broken, Assert.ThrowsExactly<DataFormatException>(() => new VaeTrainer(Config).Fit(vae, images)).Path);
    }

    private static MlpVae Model(ImageSource images) => new(new MlpVaeConfig { Image = images.Spec, HiddenDim = 16, LatentDim = 4 }, seed: 1);

    private static float[] Fit(ImageSource images)
    {
        using var vae = Model(images);
        new VaeTrainer(Config, NoiseMix.Default).Fit(vae, images);
        return Weights.Of(vae);
    }

    private ImageSource Read(long budget) => ImageData.Read(_folder.Path, new ImageReadOptions { MemoryBudget = budget }).Parts.Train;

    private void WriteDigits(int count)
    {
        var digits = SyntheticDigits.Create(count, seed: 1);
        for (var i = 0; i < count; i++)
            _folder.Write($"{i:D5}.png", PngBytes.Create(28, 28, 8, PngBytes.Grey, digits.Image(i).ToArray()));
    }

    /// <summary>Cancels when an epoch has begun.</summary>
    private sealed class CancelAtEpoch(int epoch, CancellationTokenSource cancellation) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch - 1 && value.Completed is not null)
                cancellation.Cancel();
        }
    }
}
