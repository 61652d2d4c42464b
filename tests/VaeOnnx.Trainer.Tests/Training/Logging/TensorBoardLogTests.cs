using System.Buffers.Binary;
using SkiaSharp;
using Tensorboard;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training.Logging;

[TestClass]
public sealed class TensorBoardLogTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Fit_WithALog_WritesScalarsAndPicturesThatReadBack()
    {
        var digits = SyntheticDigits.Create(96, seed: 1);
        using var vae = new MlpVae(new MlpVaeConfig { HiddenDim = 8, LatentDim = 2 }, seed: 1);
        var config = new TrainingConfig { BatchSize = 8, Epochs = 2, Threads = 1, Log = new TensorBoardLog(Path.Combine(_folder, "run")) };

        var result = new VaeTrainer(config).Fit(vae, digits, digits.Take(20));

        var events = ReadEvents(Directory.GetFiles(Path.Combine(_folder, "run")).Single());
        var totals = events.Where(entry => Tag(entry) == "validation/total").ToArray();
        CollectionAssert.AreEqual(new long[] { 12, 24 }, totals.Select(entry => entry.Step).ToArray());
        CollectionAssert.AreEqual(result.History.Select(epoch => (float)epoch.Validation!.Total).ToArray(), totals.Select(entry => entry.Summary.Value[0].SimpleValue).ToArray());
        CollectionAssert.IsSubsetOf(new[] { "training/total", "training/reconstruction", "training/kl_divergence", "learning_rate", "images_per_second" }, events.Select(Tag).ToArray());
        foreach (var tag in new[] { "images", "reconstructions", "samples" })
        {
            var pictures = events.Where(entry => Tag(entry) == tag).ToArray();
            Assert.AreEqual(2, pictures.Length, tag);
            using var decoded = SKBitmap.Decode(pictures[1].Summary.Value[0].Image.EncodedImageString.ToByteArray());
            Assert.AreEqual((8 * 28, 2 * 28), (decoded.Width, decoded.Height), "16 pictures in two rows");
        }
    }

    private static string? Tag(Event entry) => entry.Summary?.Value.FirstOrDefault()?.Tag;

    // TFRecord: the length in 8 bytes, its checksum in 4, the event, its checksum in 4.
    private static List<Event> ReadEvents(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var events = new List<Event>();
        while (!bytes.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            events.Add(Event.Parser.ParseFrom(bytes.Slice(12, length).ToArray()));
            bytes = bytes[(12 + length + 4)..];
        }

        return events;
    }
}
