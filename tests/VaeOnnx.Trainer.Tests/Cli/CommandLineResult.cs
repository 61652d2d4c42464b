using System.Text.Json;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>A command line, run in this process with plain writers.</summary>
internal sealed record CommandLineResult(ExitCode Code, string Output, string Error)
{
    public static CommandLineResult Run(params string[] args) => Run(args, CancellationToken.None);

    public static CommandLineResult Run(string[] args, CancellationToken cancellation)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandTree.RunAsync(args, Shell.ForWriters(output, error), cancellation).GetAwaiter().GetResult();
        return new CommandLineResult((ExitCode)code, output.ToString(), error.ToString());
    }

    /// <summary>What <c>--json</c> printed: one object a line.</summary>
    public IReadOnlyList<JsonElement> Events() => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>Fails unless the command failed with a code and one line that holds all the parts.</summary>
    public void AssertFailed(ExitCode code, params string[] parts)
    {
        Assert.AreEqual(code, Code, Error);
        Assert.HasCount(1, Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Error);
        Assert.StartsWith("vaeonnx: ", Error);
        foreach (var part in parts)
            Assert.Contains(part, Error);
    }
}
