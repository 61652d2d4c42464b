using Spectre.Console;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Report;

/// <summary>Tables on the terminal.</summary>
internal static class ReportTableExtensions
{
    public static void Print(this Shell shell, ReportTable table)
    {
        if (shell.Mode == ShellMode.Text)
            PrintGrid(shell, table);
        else
            shell.Report(new TableEvent(table.Title, table.Header, table.Rows, table.Note));
    }

    private static void PrintGrid(Shell shell, ReportTable table)
    {
        // Above the grid and not in it: a narrow table would fold it.
        shell.Heading(table.Title);
        var grid = new Table { Border = shell.IsInteractive ? TableBorder.Rounded : TableBorder.Ascii2 };
        // Numbers align right; the one column of a list of names and values may hold text.
        var textOnly = table.Header.Count == 2;
        for (var i = 0; i < table.Header.Count; i++)
            grid.AddColumn(new TableColumn(Markup.Escape(table.Header[i])) { Alignment = i == 0 || textOnly ? Justify.Left : Justify.Right });
        foreach (var row in table.Rows)
            grid.AddRow(row.Select(Markup.Escape).ToArray());
        shell.Console.Write(grid);
        if (table.Note.Length > 0)
            shell.Line(table.Note);
        shell.Line();
    }
}
