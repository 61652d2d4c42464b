using TorchSharp;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>Every example of the exporter's page and of its package's README compiles, runs and prints what it says.</summary>
[TestClass]
public sealed class ExportingPageTests
{
    private static readonly string[] Pages = ["docs/exporting.md", "trainer/VaeOnnx.Export/README.md"];

    /// <summary>The examples that are programs: a page and a position.</summary>
    public static IEnumerable<object[]> Programs =>
        Pages.SelectMany(page => new PageExamples(page).Texts.Select((text, index) => (page, text, index)))
            .Where(example => !IsEmitter(example.text))
            .Select(example => new object[] { example.page, example.index });

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void Example_Program_RunsAndPrintsWhatItSays(string page, int index)
    {
        using var module = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10));
        module.eval();
        var examples = new PageExamples(page);

        var printed = examples.Run(index, module);

        CollectionAssert.AreEqual(examples.Promised(index).ToArray(), printed.ToArray(), examples.Texts[index]);
    }

    [TestMethod]
    public void Example_Emitter_StandsInTheSource()
    {
        var source = Directory.GetFiles(RepositoryFile.Path("trainer", "VaeOnnx.Export", "Operators"), "*.cs").Select(file => Words(File.ReadAllText(file))).ToArray();
        var emitters = Pages.SelectMany(page => new PageExamples(page).Texts).Where(IsEmitter).ToArray();

        Assert.IsNotEmpty(emitters);
        foreach (var emitter in emitters)
            Assert.IsTrue(source.Any(file => file.Contains(Words(emitter), StringComparison.Ordinal)), $"No emitter reads:\n{emitter}");
    }

    /// <summary>Emitters of the exporter itself use what is internal: they are held to its source.</summary>
    private static bool IsEmitter(string example) => example.StartsWith("[Operator(", StringComparison.Ordinal);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
