using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace VaeOnnx.Cli.Report;

/// <summary>
/// Draws a chart as SVG. ScottPlot chooses the axes and draws lines and grid; all text is added as SVG text,
/// because it draws text by measuring fonts, and a fresh machine has none. The browser that shows the report has.
/// </summary>
internal static partial class SvgChart
{
    private const int Width = 560;
    private const int Height = 300;
    private const int ColumnSpacing = 48;
    private const int LineSpacing = 26;

    // Room for labels that nobody can measure here: left, right, bottom, top, in pixels.
    private static readonly PixelPadding Padding = new(64, 14, 46, 26);

    // After Okabe and Ito's palette: told apart with colour-blind eyes; the blue lightened for dark paper.
    private static readonly string[] Palette = ["#2f86d1", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9"];

    public static string Draw(ReportChart chart)
    {
        using var plot = Lines(chart);
        var svg = plot.GetSvgXml(Width, Height);
        var body = svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(chart.Title)}\">");
        text.Append(Renumbered(body, chart.Title));
        WriteTicks(text, plot);
        WriteNames(text, chart);
        return text.Append("</svg>").ToString();
    }

    private static Plot Lines(ReportChart chart)
    {
        var plot = new Plot();
        for (var i = 0; i < chart.Curves.Count; i++)
        {
            var line = plot.Add.Scatter(chart.Curves[i].X.ToArray(), chart.Curves[i].Y.ToArray());
            line.Color = Color.FromHex(ColourOf(i));
            line.LineWidth = 2;
            line.MarkerSize = 5;
        }

        plot.Axes.Margins(0.02, 0.08);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, MinimumTickSpacing = ColumnSpacing, MinorTickGenerator = new NoMinorTicks() };
        plot.Axes.Left.TickGenerator = new NumericAutomatic { MinimumTickSpacing = LineSpacing, MinorTickGenerator = new NoMinorTicks() };
        plot.Layout.Fixed(Padding);
        plot.HideAxesText();
        return plot;
    }

    private static void HideAxesText(this Plot plot)
    {
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Grid.MajorLineColor = Color.FromHex("#808080").WithAlpha(0.3);
        plot.Axes.Frame(false);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickLabelStyle.IsVisible = false;
            axis.MajorTickStyle.Length = 0;
            axis.MinorTickStyle.Length = 0;
        }
    }

    private static void WriteTicks(StringBuilder text, Plot plot)
    {
        var limits = plot.Axes.GetLimits();
        foreach (var tick in plot.Axes.Bottom.TickGenerator.Ticks)
        {
            var x = plot.GetPixel(new Coordinates(tick.Position, limits.Bottom)).X;
            WriteText(text, x, Height - Padding.Bottom + 16, "middle", tick.Label);
        }

        foreach (var tick in plot.Axes.Left.TickGenerator.Ticks)
        {
            var y = plot.GetPixel(new Coordinates(limits.Left, tick.Position)).Y;
            WriteText(text, Padding.Left - 8, y + 4, "end", tick.Label);
        }
    }

    private static void WriteNames(StringBuilder text, ReportChart chart)
    {
        WriteText(text, (Padding.Left + Width - Padding.Right) / 2, Height - 8, "middle", chart.XLabel);
        WriteText(text, 4, 14, "start", chart.YLabel);
        var x = (float)Width - Padding.Right;
        for (var i = chart.Curves.Count - 1; i >= 0; i--)
        {
            WriteText(text, x, 14, "end", chart.Curves[i].Name, ColourOf(i));
            // A generous estimate of the name's width: it must not run into its neighbour in any font.
            x -= (chart.Curves[i].Name.Length * 7.2f) + 14;
        }
    }

    private static void WriteText(StringBuilder text, float x, float y, string anchor, string content, string colour = "currentColor") =>
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{Escape(content)}</text>");

    // Skia numbers clip paths through the life of the process: numbered within the chart, the same chart gives the same bytes,
    // and two charts of one page do not share a name.
    private static string Renumbered(string body, string title)
    {
        var prefix = string.Concat(title.Where(char.IsAsciiLetterOrDigit));
        var names = new Dictionary<string, string>();
        return ClipName().Replace(body, match =>
        {
            if (!names.TryGetValue(match.Value, out var name))
                names[match.Value] = name = FormattableString.Invariant($"{prefix}-{names.Count}");
            return name;
        });
    }

    [GeneratedRegex("cl_[0-9a-f]+")]
    private static partial Regex ClipName();

    private static string ColourOf(int curve) => Palette[curve % Palette.Length];

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
