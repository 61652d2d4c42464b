using System.Globalization;
using System.Text;
using VaeOnnx.Export;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>A page of documentation that is made from the code. The last column, what was measured, is not compared.</summary>
internal abstract class SupportPage(string file, string title, string introduction, string[] columns)
{
    private const string Command = "VAEONNX_WRITE_DOCS=1 dotnet run -c Release --project tests/VaeOnnx.Trainer.Tests -- --filter FullyQualifiedName~Documentation";

    private string Location => RepositoryFile.Path("docs", file);

    /// <summary>Cells of each row but the last column, and the rows of tables that it was proved by.</summary>
    protected abstract IEnumerable<(string[] Cells, IReadOnlyList<OperatorEvidence> Proofs)> Rows();

    /// <summary>What follows the table.</summary>
    protected abstract string Closing();

    /// <summary>Writes the page: rows that say what they said keep what was measured, unless all are to be measured anew.</summary>
    public void Write(bool measureAll)
    {
        var known = (measureAll || !File.Exists(Location) ? [] : File.ReadLines(Location).Where(IsRow)).ToLookup(WithoutLastCell, row => row[(WithoutLastCell(row).Length + 3)..^2]);
        File.WriteAllText(Location, Text((row, proofs) => known[row].FirstOrDefault() ?? Measured(proofs)));
    }

    /// <summary>Compares the page with the code.</summary>
    public void Check()
    {
        var found = Compared(File.Exists(Location) ? File.ReadAllText(Location) : "");
        var expected = Compared(Text((_, _) => "not measured"));
        for (var line = 0; line < Math.Max(found.Length, expected.Length); line++)
        {
            Assert.AreEqual(expected.ElementAtOrDefault(line) ?? "(nothing)", found.ElementAtOrDefault(line) ?? "(nothing)",
                $"docs/{file}, line {line + 1}, is not what the code says. Write it anew: {Command}");
        }
    }

    protected static string Opsets(int since) => string.Create(CultureInfo.InvariantCulture, $"{since}–{ExportOptions.NewestOpset}");

    protected static string PyTorch(int? opset) => opset is { } since ? string.Create(CultureInfo.InvariantCulture, $"opset {Math.Max(since, 9)}") : "no";

    /// <summary>The loosest tolerance of the proofs.</summary>
    protected static string Tolerance(IReadOnlyList<OperatorEvidence> proofs) =>
        proofs.Select(proof => proof.Row.Tolerance).MaxBy(tolerance => (tolerance.Absolute, tolerance.Relative))!.Name;

    private static string Measured(IReadOnlyList<OperatorEvidence> proofs) => proofs.Max(proof => proof.Measured) switch
    {
        0 => "0",
        var difference => difference.ToString("0.0e0", CultureInfo.InvariantCulture),
    };

    private string Text(Func<string, IReadOnlyList<OperatorEvidence>, string> measured)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n{introduction}\n\nMade from the code; a test compares. Write it anew: `{Command}`; with 2 in place of 1 every number is measured again.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} | measured |\n|{string.Concat(Enumerable.Repeat("---|", columns.Length + 1))}\n");
        foreach (var (cells, proofs) in Rows())
        {
            var row = $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))}";
            text.Append(CultureInfo.InvariantCulture, $"{row} | {measured(row, proofs)} |\n");
        }

        return text.Append(Closing()).ToString();
    }

    private static string[] Compared(string text) =>
        [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => IsRow(line) ? WithoutLastCell(line) : line)];

    private static bool IsRow(string line) => line.StartsWith("| ", StringComparison.Ordinal);

    private static string WithoutLastCell(string row) => row[..row.LastIndexOf(" | ", StringComparison.Ordinal)];
}
