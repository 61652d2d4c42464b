using System.CommandLine;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Machine;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>doctor</c>: what this machine can run bundles on and train with, what is missing, and which package brings it.</summary>
internal sealed class DoctorCommand : ShellCommand
{
    private readonly ProviderOption _provider;

    public DoctorCommand()
        : base("doctor", "Say what this machine can run and train with, what is missing, and which package brings it.") => _provider = new ProviderOption(this);

    public override IReadOnlyList<string> Examples { get; } = ["doctor", "doctor --json", "doctor --provider \"cuda;cpu\""];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var report = MachineReport.Read(_provider.PolicyOf(arguments));
        if (shell.Mode == ShellMode.Json)
            shell.Report(new MachineEvent(report.ToJson()));
        else
            shell.Print(report);
        report.ThrowIfUnfit();
        return Task.CompletedTask;
    }
}
