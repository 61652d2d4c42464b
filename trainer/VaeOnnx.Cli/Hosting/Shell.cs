using System.Text;
using Spectre.Console;
using VaeOnnx.Cli.Events;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Where a command writes: results to standard output, errors to standard error. Safe to write to from many threads.</summary>
internal sealed class Shell
{
    private readonly TextWriter _output;
    private readonly Lock _writing = new();

    public Shell(IAnsiConsole console, TextWriter error, ShellMode mode = ShellMode.Text)
    {
        Console = console;
        _output = console.Profile.Out.Writer;
        Error = error;
        Mode = mode;
    }

    /// <summary>Standard output with colours, tables and bars; of use in <see cref="ShellMode.Text"/> only.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Standard error, plain.</summary>
    public TextWriter Error { get; }

    /// <summary>What goes to standard output.</summary>
    public ShellMode Mode { get; }

    /// <summary>Whether a person watches: only then is anything redrawn in place.</summary>
    public bool IsInteractive => Mode == ShellMode.Text && Console.Profile.Capabilities.Interactive && Console.Profile.Capabilities.Ansi && Console.Profile.Out.IsTerminal;

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

    /// <summary>The same streams in another mode.</summary>
    public Shell In(ShellMode mode) => new(Console, Error, mode);

    /// <summary>Writes a line as it is: no markup, no folding, so that a script can read it.</summary>
    public void Line(string text = "")
    {
        if (Mode == ShellMode.Text)
            _output.WriteLine(text);
        else if (text.Length > 0)
            Report(new MessageEvent(text));
    }

    /// <summary>Writes a heading between the steps of a long command.</summary>
    public void Heading(string text)
    {
        if (IsInteractive)
            Console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
        else
            Line(text);
    }

    /// <summary>Says that something was written.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="text">The same for people.</param>
    public void Wrote(OutputKind kind, string path, string text)
    {
        if (Mode == ShellMode.Text)
            Line(text);
        else
            Report(new OutputEvent(kind, path));
    }

    /// <summary>Writes an event, where events are asked for.</summary>
    public void Report(ShellEvent shellEvent)
    {
        if (Mode != ShellMode.Json)
            return;
        lock (_writing)
        {
            // At once: whoever reads the pipe waits for it.
            _output.WriteLine(EventJson.LineOf(shellEvent));
            _output.Flush();
        }
    }

    // Without a terminal there is no width to fold to.
    private static void Unfold(IAnsiConsole console) => console.Profile.Width = 200;
}
