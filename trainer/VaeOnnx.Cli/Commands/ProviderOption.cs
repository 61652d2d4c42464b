using System.CommandLine;
using System.CommandLine.Parsing;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Commands;

/// <summary>What a command computes on: <c>--provider POLICY</c>.</summary>
internal sealed class ProviderOption
{
    private readonly Option<ProviderPolicy?> _provider = new("--provider")
    {
        Description = $"What computes: cpu, cuda, 'cuda;cpu' to fall back, ... Without it: ${ProviderPolicy.EnvironmentVariable}, else cpu.",
        HelpName = "POLICY",
        CustomParser = Parse,
    };

    public ProviderOption(Command command) => command.Add(_provider);

    /// <summary>The policy; null where the command line names none.</summary>
    public ProviderPolicy? PolicyOf(ParseResult arguments) => arguments.GetValue(_provider);

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
