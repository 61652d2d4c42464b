using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class PaperTableTests
{
    private const string PaperSettings = "data=mnist\naugmentation.classifier=paper\naugmentation.batchSize=128";

    [TestMethod]
    public void Of_ThePapersArms_PutsItsNumbersBesideOurs()
    {
        var table = PaperTable.Of(Results("mnist", PaperSettings, "original", "generated", "both", "both:posterior")).Single();

        CollectionAssert.AreEqual(new[] { "original", "98.80", "97.53 to 100.07", "98.9" }, table.Rows[0].ToArray(), "mean of 98.7 and 98.9 ± 12.706 · 0.1414/√2, Student's t with one degree of freedom");
        CollectionAssert.AreEqual(new[] { "98.9", "98.4", "99.1" }, table.Rows.Select(row => row[3]).ToArray());
        StringAssert.Contains(table.Note, "5,000 of them");
    }

    [TestMethod]
    [DataRow("digits", PaperSettings, "both")]
    [DataRow("mnist", "data=mnist\naugmentation.classifier=dropout", "both")]
    [DataRow("mnist", PaperSettings, "affine")]
    public void Of_AnyOtherExperiment_HasNoTable(string data, string settings, string thirdArm) =>
        Assert.IsEmpty(PaperTable.Of(Results(data, settings, "original", "generated", thirdArm)));

    private static AugmentationResults Results(string data, string settings, params string[] arms) => new()
    {
        Data = data,
        TrainingImages = 55000,
        ValidationImages = 5000,
        JudgedOn = JudgedImages.Test,
        JudgedCount = 10000,
        Settings = settings,
        Runs = [],
        Arms = [.. arms.Select(arm => new ArmSummary(arm, SampleSummary.Of([0.987, 0.989]), 0.99))],
        Comparisons = [],
    };
}
