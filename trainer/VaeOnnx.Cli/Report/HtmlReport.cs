using System.Globalization;
using System.Net;
using System.Text;

namespace VaeOnnx.Cli.Report;

/// <summary>Writes a report as one HTML file that needs nothing else: no script, no font, no network.</summary>
internal static class HtmlReport
{
    public static string Render(ReportPage page)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Escape(page.Title)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{Escape(page.Title)}</h1>
            <p class="lead">{Escape(page.Lead)}</p>

            """);
        WriteHeadlines(html, page.Headlines);
        WriteAll(html, "Results", page.Results, WriteTable);
        WriteAll(html, "Pictures", page.Figures, WriteFigure);
        WriteAll(html, "Training", page.Charts, WriteChart, "charts");
        WriteAll(html, "How to read this", page.Caveats, (text, caveat) => text.Append(CultureInfo.InvariantCulture, $"<p>{Escape(caveat)}</p>\n"));
        WriteAll(html, "How it was made", page.Details, WriteTable);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteAll<T>(StringBuilder html, string heading, IReadOnlyList<T> items, Action<StringBuilder, T> write, string style = "")
    {
        if (items.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Escape(heading)}</h2>\n<div class=\"{style}\">\n");
        foreach (var item in items)
            write(html, item);
        html.Append("</div>\n</section>\n");
    }

    private static void WriteHeadlines(StringBuilder html, IReadOnlyList<Headline> headlines)
    {
        if (headlines.Count == 0)
            return;
        html.Append("<dl class=\"headlines\">\n");
        foreach (var (name, value, note) in headlines)
            html.Append(CultureInfo.InvariantCulture, $"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}<small>{Escape(note)}</small></dd></div>\n");
        html.Append("</dl>\n");
    }

    private static void WriteTable(StringBuilder html, ReportTable table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\"><table>\n<caption>{Escape(table.Title)}</caption>\n<thead><tr>");
        foreach (var cell in table.Header)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Escape(cell)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Escape(row[0])}</th>");
            foreach (var cell in row.Skip(1))
                html.Append(CultureInfo.InvariantCulture, $"<td>{Escape(cell)}</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        WriteNote(html, table.Note);
    }

    private static void WriteFigure(StringBuilder html, ReportFigure figure)
    {
        html.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption>{Escape(figure.Title)}</figcaption>\n<div class=\"rows\">");
        WriteRowNames(html, figure.RowNames);
        html.Append(CultureInfo.InvariantCulture, $"<img alt=\"{Escape($"{figure.Title}: {string.Join(", ", figure.RowNames)}")}\" src=\"data:image/png;base64,{Convert.ToBase64String(figure.Png)}\"></div>\n");
        html.Append("</figure>\n");
        WriteNote(html, figure.Note);
    }

    private static void WriteRowNames(StringBuilder html, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;
        html.Append("<ol>");
        foreach (var name in names)
            html.Append(CultureInfo.InvariantCulture, $"<li>{Escape(name)}</li>");
        html.Append("</ol>");
    }

    private static void WriteChart(StringBuilder html, ReportChart chart) =>
        html.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption>{Escape(chart.Title)}</figcaption>\n{SvgChart.Draw(chart)}\n</figure>\n");

    private static void WriteNote(StringBuilder html, string note)
    {
        if (note.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Escape(note)}</p>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
