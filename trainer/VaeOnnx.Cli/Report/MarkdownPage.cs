using System.Globalization;
using System.Text;

namespace VaeOnnx.Cli.Report;

/// <summary>Writes a report's words and tables as Markdown, for the repository; pictures and curves stay in the HTML.</summary>
internal static class MarkdownPage
{
    public static string Render(ReportPage page, string command)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {page.Title}\n\n{page.Lead}\n\n```sh\n{command}\n```\n");
        foreach (var caveat in page.Caveats)
            text.Append(CultureInfo.InvariantCulture, $"\n{caveat}\n");
        foreach (var table in page.Results.Concat(page.Details))
            Append(text, table);
        return text.ToString();
    }

    /// <summary>Adds a table under a heading of its own, and its note.</summary>
    public static void Append(StringBuilder text, ReportTable table)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {table.Title}\n\n");
        AppendRow(text, table.Header);
        AppendRow(text, [.. table.Header.Select((_, column) => column == 0 ? "---" : "--:")]);
        foreach (var row in table.Rows)
            AppendRow(text, row);
        if (table.Note.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{table.Note}\n");
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
}
