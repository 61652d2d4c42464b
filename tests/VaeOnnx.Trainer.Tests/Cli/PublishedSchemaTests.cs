namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>docs/schema is what the program itself prints.</summary>
[TestClass]
public sealed class PublishedSchemaTests
{
    [TestMethod]
    [DataRow("config", "vaeonnx.schema.json")]
    [DataRow("events", "events.schema.json")]
    public void Schema_Published_IsTheProgramsOwn(string name, string file)
    {
        var published = File.ReadAllText(Path.Combine(Repository.Root, "docs", "schema", file));

        Assert.IsTrue(published == CommandLineResult.Run("schema", name).Output.ReplaceLineEndings("\n"), $"Run 'vaeonnx schema {name} > docs/schema/{file}'.");
    }
}
