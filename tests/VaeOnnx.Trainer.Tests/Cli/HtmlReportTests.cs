using System.Text.RegularExpressions;
using System.Xml.Linq;
using VaeOnnx.Cli.Report;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class HtmlReportTests
{
    private static readonly ReportPage Page = new()
    {
        Title = "A <b>title</b>",
        Lead = "Lead & more",
        Headlines = [new Headline("accuracy", "99.10 %", "98.90 % before")],
        Results = [new ReportTable("Numbers", ["", "x"], [["row", "1.5"]], "A note.")],
        Figures = [new ReportFigure("Faces", ["above", "below"], [0x89, 0x50])],
        Charts = [new ReportChart("Loss", "epoch", "nats", [new Curve("training", [1, 2, 3], [30, 20, 15]), new Curve("validation", [1, 2, 3], [25, 21, 17])])],
        Caveats = ["One seed."],
        Details = [new ReportTable("Settings", ["", "value"], [["vae.epochs", "3"]])],
    };

    [TestMethod]
    public void Render_Page_NeedsNothingFromElsewhere()
    {
        var html = HtmlReport.Render(Page);

        // An SVG's namespace is a name, not an address; everything else would be fetched.
        var addresses = Regex.Matches(html.Replace("xmlns=\"http://www.w3.org/2000/svg\"", ""), @"https?://|//[a-z]|url\((?!#)|@import|<script|<link|src=""(?!data:)");
        Assert.IsEmpty(addresses.Select(match => match.Value));
    }

    [TestMethod]
    public void Render_Page_SaysEverythingEscaped()
    {
        var html = HtmlReport.Render(Page);

        foreach (var part in (string[])["A &lt;b&gt;title&lt;/b&gt;", "Lead &amp; more", "99.10 %", "98.90 % before", "Numbers", "A note.", "Faces", "above", "Loss", "One seed.", "vae.epochs", "data:image/png;base64,iVA="])
            Assert.Contains(part, html);
        Assert.Contains("prefers-color-scheme: dark", html);
    }

    [TestMethod]
    public void Draw_Chart_IsWellFormedSvgWithTextAndCurves()
    {
        var svg = XElement.Parse(SvgChart.Draw(Page.Charts[0]));
        XNamespace ns = "http://www.w3.org/2000/svg";

        var texts = svg.Elements(ns + "text").Select(text => text.Value).ToArray();
        foreach (var text in (string[])["epoch", "nats", "training", "validation", "1", "2", "3", "20"])
            CollectionAssert.Contains(texts, text);
        // Two curves of three points: a polyline and three dots each.
        Assert.HasCount(6, svg.Descendants(ns + "ellipse"));
    }

    [TestMethod]
    public void Draw_Chart_PutsLowerValuesLower()
    {
        var svg = XElement.Parse(SvgChart.Draw(new ReportChart("Loss", "epoch", "nats", [new Curve("training", [1, 2, 3], [30, 20, 15])])));
        XNamespace ns = "http://www.w3.org/2000/svg";

        var heights = svg.Descendants(ns + "ellipse").Select(dot => (double)dot.Attribute("cy")!).ToArray();
        Assert.IsTrue(heights[0] < heights[1] && heights[1] < heights[2], string.Join(' ', heights));
    }

    [TestMethod]
    public void Render_Twice_IsTheSame() => Assert.AreEqual(HtmlReport.Render(Page), HtmlReport.Render(Page));
}
