using System.CommandLine;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Commands;

/// <summary>The bundle that a command works on, and what it runs on.</summary>
internal sealed class BundleOptions
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The bundle's folder, such as artifacts/mnist." };
    private readonly ProviderOption _provider;

    public BundleOptions(Command command)
    {
        command.Add(_folder);
        _provider = new ProviderOption(command);
    }

    public string FolderOf(ParseResult arguments) => arguments.GetRequiredValue(_folder);

    /// <summary>Loads the bundle; it is the caller's.</summary>
    public VaeBundle Load(ParseResult arguments) =>
        VaeBundle.Load(FolderOf(arguments), new RuntimeOptions { Providers = _provider.PolicyOf(arguments) });
}
