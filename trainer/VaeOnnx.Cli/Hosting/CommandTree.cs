using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using VaeOnnx.Cli.Commands;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The program's commands, and the one way to run a command line.</summary>
internal static class CommandTree
{
    // After Ctrl-C a step ends, a checkpoint is written and temporary files go: seconds, with room to spare.
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(30);

    /// <summary>Parses and runs a command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellation = default)
    {
        var parsed = Create(shell).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return ReportUsage(parsed, shell);
        var configuration = new InvocationConfiguration
        {
            Output = shell.Console.Profile.Out.Writer,
            Error = shell.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CancellationGrace,
        };
        return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }

    /// <summary>The whole tree.</summary>
    internal static RootCommand Create(Shell shell)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Print the whole of an error, with its causes and stack.", Recursive = true };
        var root = new ProgramCommand(
            new DemoCommand(),
            new DataCommand(),
            new TrainCommand(),
            new InspectCommand(),
            new VerifyCommand(),
            new DoctorCommand(),
            new AugmentCommand(),
            new DenoiseCommand(),
            new SampleCommand());
        root.Add(verbose);
        Bind(root, shell, verbose);
        if (root.Options.OfType<HelpOption>().Single() is { Action: HelpAction help } option)
            option.Action = new ExampleHelp(help);
        return root;
    }

    private static void Bind(Command command, Shell shell, Option<bool> verbose)
    {
        if (command is ShellCommand runnable)
            runnable.SetAction((parsed, cancellation) => InvokeAsync(runnable, parsed, shell, parsed.GetValue(verbose), cancellation));
        foreach (var child in command.Subcommands)
            Bind(child, shell, verbose);
    }

    // Training and inference block: they run off the thread that waits for Ctrl-C.
    private static Task<int> InvokeAsync(ShellCommand command, ParseResult parsed, Shell shell, bool verbose, CancellationToken cancellation) =>
        Task.Run(async () =>
        {
            try
            {
                await command.RunAsync(parsed, shell, cancellation).ConfigureAwait(false);
                return (int)ExitCode.Done;
            }
            catch (Exception e)
            {
                return (int)Failure.Report(e, shell, verbose);
            }
        }, CancellationToken.None);

    private static int ReportUsage(ParseResult parsed, Shell shell)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(' ', Ancestry(command));
        shell.Error.WriteLine($"vaeonnx: {Failure.OneLine(parsed.Errors[0].Message)} Try '{path} --help'.");
        return (int)ExitCode.Usage;
    }

    private static IEnumerable<string> Ancestry(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestry).Append(command is RootCommand ? "vaeonnx" : command.Name);
}
