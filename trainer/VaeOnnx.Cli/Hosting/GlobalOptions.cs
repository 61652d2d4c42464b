using System.CommandLine;

namespace VaeOnnx.Cli.Hosting;

/// <summary>What every command can be told: how much to say, and to whom.</summary>
internal static class GlobalOptions
{
    private const string Verbose = "--verbose";
    private const string Quiet = "--quiet";
    private const string Json = "--json";

    public static void AddTo(RootCommand root)
    {
        root.Add(Switch(Verbose, "Print the whole of an error, with its causes and stack."));
        root.Add(Switch(Quiet, "Print nothing but errors."));
        root.Add(Switch(Json, "Print one JSON object a line instead of text, for programs: progress, results, errors."));
    }

    /// <exception cref="UsageException">Two of them exclude each other.</exception>
    public static void Check(ParseResult parsed)
    {
        if (parsed.GetValue<bool>(Quiet) && parsed.GetValue<bool>(Json))
            throw new UsageException($"{Quiet} and {Json} exclude each other.");
    }

    public static bool IsVerbose(ParseResult parsed) => parsed.GetValue<bool>(Verbose);

    public static ShellMode ModeOf(ParseResult parsed)
    {
        // A program that asked for JSON gets it for its errors too.
        if (parsed.GetValue<bool>(Json))
            return ShellMode.Json;
        return parsed.GetValue<bool>(Quiet) ? ShellMode.Quiet : ShellMode.Text;
    }

    private static Option<bool> Switch(string name, string description) => new(name) { Description = description, Recursive = true };
}
