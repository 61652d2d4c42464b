using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class HelpTests
{
    public static IEnumerable<object[]> Commands => Flatten(Tree, []).Select(path => new object[] { string.Join(' ', path) });

    private static RootCommand Tree => CommandTree.Create(Shell.ForWriters(TextWriter.Null, TextWriter.Null));

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void Help_OfEachCommand_EndsWithExamplesThatParse(string command)
    {
        var result = CommandLineResult.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var examples = ExamplesIn(result.Output);
        Assert.IsNotEmpty(examples, result.Output);
        foreach (var example in examples)
        {
            Assert.StartsWith($"vaeonnx {command}".TrimEnd(), example);
            Assert.IsEmpty(Tree.Parse(example["vaeonnx ".Length..]).Errors, example);
        }
    }

    [TestMethod]
    public void Help_OfTheProgram_ListsTheExitCodes()
    {
        var help = CommandLineResult.Run("--help").Output;

        foreach (var code in Enum.GetValues<ExitCode>())
            Assert.MatchesRegex($@"(?m)^  {(int)code}\s+\S", help);
    }

    [TestMethod]
    public void Help_OfEachOption_IsDescribed()
    {
        foreach (var path in Flatten(Tree, []))
        {
            var command = path.Aggregate((Command)Tree, (parent, name) => parent.Subcommands.Single(child => child.Name == name));
            foreach (var symbol in command.Options.Cast<Symbol>().Concat(command.Arguments))
                Assert.IsFalse(string.IsNullOrWhiteSpace(symbol.Description), $"{string.Join(' ', path)} {symbol.Name}");
        }
    }

    private static string[] ExamplesIn(string help) =>
        [.. help.Split('\n').SkipWhile(line => !line.StartsWith("Example", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim())];

    private static IEnumerable<string[]> Flatten(Command command, string[] path) =>
        command.Subcommands.SelectMany(child => Flatten(child, [.. path, child.Name])).Prepend(path);
}
