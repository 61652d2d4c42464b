using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using VaeOnnx.Cli.Commands;
using VaeOnnx.Cli.Events;

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
            return ReportUsage(parsed, shell.In(GlobalOptions.ModeOf(parsed)));
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
        var root = new ProgramCommand(
            new DemoCommand(),
            new InitCommand(),
            new SchemaCommand(),
            new DataCommand(),
            new TrainCommand(),
            new InspectCommand(),
            new VerifyCommand(),
            new EvaluateCommand(),
            new QuantizeCommand(),
            new DoctorCommand(),
            new AugmentCommand(),
            new DenoiseCommand(),
            new InterpolateCommand(),
            new SampleCommand(),
            new ExperimentCommand());
        GlobalOptions.AddTo(root);
        Bind(root, shell);
        if (root.Options.OfType<HelpOption>().Single() is { Action: HelpAction help } option)
            option.Action = new ExampleHelp(help);
        return root;
    }

    private static void Bind(Command command, Shell shell)
    {
        if (command is ShellCommand runnable)
            runnable.SetAction((parsed, cancellation) => InvokeAsync(runnable, parsed, shell.In(GlobalOptions.ModeOf(parsed)), cancellation));
        foreach (var child in command.Subcommands)
            Bind(child, shell);
    }

    // Training and inference block: they run off the thread that waits for Ctrl-C.
    private static Task<int> InvokeAsync(ShellCommand command, ParseResult parsed, Shell shell, CancellationToken cancellation) =>
        Task.Run(async () =>
        {
            var started = TimeProvider.System.GetTimestamp();
            shell.Report(new StartEvent(StartEvent.CurrentVersion, string.Join(' ', Ancestry(command).Skip(1))));
            try
            {
                GlobalOptions.Check(parsed);
                await command.RunAsync(parsed, shell, cancellation).ConfigureAwait(false);
                shell.Report(new DoneEvent(TimeProvider.System.GetElapsedTime(started).TotalSeconds));
                return (int)ExitCode.Done;
            }
            catch (Exception e)
            {
                return (int)Failure.Report(e, shell, GlobalOptions.IsVerbose(parsed));
            }
        }, CancellationToken.None);

    private static int ReportUsage(ParseResult parsed, Shell shell)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(' ', Ancestry(command));
        Failure.Report(ExitCode.Usage, $"{Failure.OneLine(parsed.Errors[0].Message)} Try '{path} --help'.", shell);
        return (int)ExitCode.Usage;
    }

    private static IEnumerable<string> Ancestry(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestry).Append(command is RootCommand ? "vaeonnx" : command.Name);
}
