using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Bundles;

[TestClass]
public sealed class SplitFileTests : IDisposable
{
    private static readonly SplitMove[] s_moves = [new("cat/a, \"b\".png", "training", "validation"), new("dög/ c.png ", "training", "test"), new("7", "validation", SplitMove.Dropped)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_WrittenBundle_GivesTheSameMoves()
    {
        var manifest = Write(s_moves);

        CollectionAssert.AreEqual(s_moves, SplitFile.Read(_folder["bundle"], manifest).ToArray());
        Assert.AreEqual("image,from,to", File.ReadLines(_folder["bundle", SplitFile.Name]).First());
        Write([]); // an older bundle's list does not keep it from being replaced
        Assert.IsFalse(File.Exists(_folder["bundle", SplitFile.Name]));
    }

    [TestMethod]
    public void Read_AlteredOrMissing_Throws()
    {
        var manifest = Write(s_moves);
        File.AppendAllText(_folder["bundle", SplitFile.Name], "8,training,test\n");
        Assert.ThrowsExactly<BundleException>(() => SplitFile.Read(_folder["bundle"], manifest));

        File.Delete(_folder["bundle", SplitFile.Name]);
        Assert.ThrowsExactly<BundleException>(() => SplitFile.Read(_folder["bundle"], manifest));
    }

    private BundleManifest Write(SplitMove[] moves)
    {
        var digits = SyntheticDigits.Create(8, seed: 1);
        using var classifier = new PaperCnn(digits.Spec, 10, seed: 1);
        return BundleWriter.Write(_folder["bundle"], new BundleContent
        {
            HeldOut = digits,
            Data = new DataProvenance { Name = digits.Name, Sha256 = digits.Sha256, TrainingCount = 8, ValidationCount = 0, SplitSeed = 0 },
            Classifier = classifier,
            Moves = moves,
        });
    }
}
