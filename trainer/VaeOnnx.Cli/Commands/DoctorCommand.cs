using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Machine;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>doctor</c>: what this machine can run bundles on and train with, what is missing, and which package brings it.</summary>
internal sealed class DoctorCommand : ShellCommand
{
    private readonly ProviderOption _provider;
    private readonly Option<bool> _json;

    public DoctorCommand()
        : base("doctor", "Say what this machine can run and train with, what is missing, and which package brings it.")
    {
        _provider = new ProviderOption(this);
        _json = Add("--json", "Print JSON for programs.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["doctor", "doctor --json", "doctor --provider \"cuda;cpu\""];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var report = MachineReport.Read(_provider.PolicyOf(arguments));
        if (arguments.GetValue(_json))
            shell.Line(report.ToJson());
        else
            shell.Print(report);
        report.ThrowIfUnfit();
        return Task.CompletedTask;
    }
}
