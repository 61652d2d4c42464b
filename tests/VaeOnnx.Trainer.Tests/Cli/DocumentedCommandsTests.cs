using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>Every command line in the documents is one that the program understands.</summary>
[TestClass]
public sealed class DocumentedCommandsTests
{
    private const string Runner = "dotnet run -c Release --project trainer/VaeOnnx.Cli -- ";

    [TestMethod]
    [DataRow("README.md")]
    [DataRow("docs/command-line.md")]
    [DataRow("docs/your-own-images.md")]
    [DataRow("samples/sign-digits/README.md")]
    [DataRow("docs/quantization.md")]
    public void CommandLines_InDocument_Parse(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document)).Replace("\\\n", " ", StringComparison.Ordinal);
        var commands = text.Split('\n').Select(CommandIn).OfType<string>().ToArray();

        Assert.IsNotEmpty(commands);
        var tree = CommandTree.Create(Shell.ForWriters(TextWriter.Null, TextWriter.Null));
        foreach (var command in commands)
            Assert.IsEmpty(tree.Parse(command).Errors.Select(error => error.Message), command);
    }

    private static string? CommandIn(string line)
    {
        var command = line.Split('#')[0].Trim();
        if (command.StartsWith("vaeonnx ", StringComparison.Ordinal))
            return command["vaeonnx ".Length..];
        return command.StartsWith(Runner, StringComparison.Ordinal) ? command[Runner.Length..] : null;
    }
}
