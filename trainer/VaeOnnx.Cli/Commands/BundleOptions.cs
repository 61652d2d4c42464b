using System.CommandLine;
using System.CommandLine.Parsing;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Commands;

/// <summary>The bundle that a command works on, and what it runs on.</summary>
internal sealed class BundleOptions
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The bundle's folder, such as artifacts/mnist." };

    private readonly Option<ProviderPolicy?> _provider = new("--provider")
    {
        Description = $"What computes: cpu, cuda, 'cuda;cpu' to fall back, ... Without it: ${ProviderPolicy.EnvironmentVariable}, else cpu.",
        HelpName = "POLICY",
        CustomParser = Parse,
    };

    public BundleOptions(Command command)
    {
        command.Add(_folder);
        command.Add(_provider);
    }

    public string FolderOf(ParseResult arguments) => arguments.GetRequiredValue(_folder);

    /// <summary>Loads the bundle; it is the caller's.</summary>
    public VaeBundle Load(ParseResult arguments) =>
        VaeBundle.Load(FolderOf(arguments), new RuntimeOptions { Providers = arguments.GetValue(_provider) });

    private static ProviderPolicy? Parse(ArgumentResult result)
    {
        try
        {
            return ProviderPolicy.Parse(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError($"--provider: {e.Message}");
            return null;
        }
    }
}
