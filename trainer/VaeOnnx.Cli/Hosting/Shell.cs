using System.Text;
using Spectre.Console;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Where a command writes: results to standard output, errors to standard error.</summary>
internal sealed class Shell
{
    private readonly TextWriter _output;

    public Shell(IAnsiConsole console, TextWriter error)
    {
        Console = console;
        _output = console.Profile.Out.Writer;
        Error = error;
    }

    /// <summary>Standard output with colours, tables and bars.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Standard error, plain.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person watches: only then is anything redrawn in place.</summary>
    public bool IsInteractive => Console.Profile.Capabilities.Interactive && Console.Profile.Capabilities.Ansi && Console.Profile.Out.IsTerminal;

    /// <summary>The process's own streams. Spectre.Console reads NO_COLOR and TERM by itself.</summary>
    public static Shell ForProcess()
    {
        // Bars and table borders are not ASCII; a byte-order mark in a pipe would be noise.
        System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            Unfold(console);
        return new Shell(console, System.Console.Error);
    }

    /// <summary>Plain text into two writers.</summary>
    public static Shell ForWriters(TextWriter output, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        Unfold(console);
        return new Shell(console, error);
    }

    /// <summary>Writes a line as it is: no markup, no folding, so that a script can read it.</summary>
    public void Line(string text = "") => _output.WriteLine(text);

    /// <summary>Writes a heading between the steps of a long command.</summary>
    public void Heading(string text)
    {
        if (IsInteractive)
            Console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
        else
            Line(text);
    }

    // Without a terminal there is no width to fold to.
    private static void Unfold(IAnsiConsole console) => console.Profile.Width = 200;
}
