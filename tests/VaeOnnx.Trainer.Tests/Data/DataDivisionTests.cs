using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class DataDivisionTests
{
    private static readonly ImageSpec s_spec = new() { Channels = 1, Height = 1, Width = 1 };

    [TestMethod]
    public void Create_Undivided_DrawsThreePartsThatShareNoImage()
    {
        var division = DataDivision.Create(new DataParts(Numbered(200)), new DivisionOptions { ValidationFraction = 0.2, TestFraction = 0.1, Seed = 3 });

        Assert.AreEqual(20, division.Test!.Count);
        Assert.AreEqual(36, division.Validation!.Count);
        Assert.AreEqual(144, division.Training.Count);
        int[] all = [.. Values(division.Training), .. Values(division.Validation), .. Values(division.Test)];
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), all.Order().ToArray());
        Assert.AreEqual("validation drawn, test drawn", division.Provenance.Split);
        Assert.AreEqual((144, 36, (int?)20, 3UL), (division.Provenance.TrainingCount, division.Provenance.ValidationCount, division.Provenance.TestCount, division.Provenance.SplitSeed));
    }

    [TestMethod]
    public void Create_PartsGiven_KeepsThem()
    {
        var (validation, test) = (Numbered(5), Numbered(7));

        var division = DataDivision.Create(new DataParts(Numbered(20), validation, test), new DivisionOptions { ValidationFraction = 0.5, TestFraction = 0.5 });

        Assert.AreSame(validation, division.Validation);
        Assert.AreSame(test, division.Test);
        Assert.AreEqual(20, division.Training.Count);
        Assert.AreEqual("validation given, test given", division.Provenance.Split);
    }

    [TestMethod]
    public void Create_NothingToDraw_LeavesPartsOut()
    {
        var division = DataDivision.Create(new DataParts(Numbered(20)), new DivisionOptions { ValidationFraction = 0, TestFraction = 0 });

        Assert.IsNull(division.Validation);
        Assert.IsNull(division.Test);
        Assert.AreEqual("validation none, test none", division.Provenance.Split);
    }

    [TestMethod]
    public void Create_Undivided_NamesTheImagesOfEachDrawnPart()
    {
        var division = DataDivision.Create(new DataParts(Numbered(200)) { Storage = ImageStorage.Numpy }, new DivisionOptions { ValidationFraction = 0.2, TestFraction = 0.1, Seed = 3 });

        foreach (var (part, images) in (IEnumerable<(string, ImageSource)>)[("validation", division.Validation!), ("test", division.Test!)])
            CollectionAssert.AreEqual(Values(images), division.Moves.Where(move => move.To == part).Select(move => int.Parse(move.Image, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
        Assert.HasCount(56, division.Moves);
        Assert.IsTrue(division.Moves.All(move => move.From == "training"));
        Assert.AreEqual(("numpy", (int?)8), (division.Provenance.Storage, division.Provenance.BitDepth));
    }

    [TestMethod]
    public void Without_Duplicates_NamesThemByTheirPlaceInTheData()
    {
        // 200 numbers, of which the last is the first again: whatever part each is drawn for.
        byte[] values = [.. Enumerable.Range(0, 199).Select(i => (byte)i), 0];
        var division = DataDivision.Create(new DataParts(new ImageSet("numbered", s_spec, values)), new DivisionOptions { ValidationFraction = 0.4, TestFraction = 0.4, Seed = 2 });
        var pair = new DuplicatePair("training", 3, "3", "test", 0, "0", Distance: null);
        var (third, inValidation) = (Values(division.Training)[3], Values(division.Validation!)[5]);

        var cleaned = division.Without([pair, new DuplicatePair("validation", 5, "5", "test", 0, "0", Distance: null)]);

        CollectionAssert.IsSubsetOf(new[] { new SplitMove($"{third}", "training", SplitMove.Dropped), new SplitMove($"{inValidation}", "training", SplitMove.Dropped) }, cleaned.Moves.ToArray());
        Assert.HasCount(cleaned.Moves.Select(move => move.Image).Distinct().Count(), cleaned.Moves);
        Assert.HasCount(division.Moves.Count + 1, cleaned.Moves);
    }

    private static ImageSet Numbered(int count) => new("numbered", s_spec, Enumerable.Range(0, count).Select(i => (byte)i).ToArray());

    private static int[] Values(ImageSource images)
    {
        var samples = new ushort[1];
        return [.. Enumerable.Range(0, images.Count).Select(i =>
        {
            images.Read(i, samples);
            return (int)samples[0];
        })];
    }
}
