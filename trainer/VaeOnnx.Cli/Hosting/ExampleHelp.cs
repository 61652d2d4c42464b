using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The library's help, followed by what it does not print: examples and, for the program itself, the exit codes.</summary>
internal sealed class ExampleHelp(HelpAction inner) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0    done
          1    failed
          2    wrong usage, or an output exists and --force is missing
          3    bad data: missing, damaged, or of the wrong kind
          4    bad artifact: missing, damaged, altered, or mixed from several bundles
          5    execution provider (or ONNX Runtime's native library) not available
          130  cancelled with Ctrl-C
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is IExampleCommand { Examples.Count: > 0 } described)
            WriteExamples(described, output);
        if (command is RootCommand)
            output.WriteLine(ExitCodes);
        return (int)ExitCode.Done;
    }

    private static void WriteExamples(IExampleCommand command, TextWriter output)
    {
        output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in command.Examples)
            output.WriteLine($"  vaeonnx {example}");
        output.WriteLine();
    }
}
