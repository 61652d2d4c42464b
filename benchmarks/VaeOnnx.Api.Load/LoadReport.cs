using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace VaeOnnx.Api.Load;

/// <summary>The results as a page, and whether they are what the API promises.</summary>
internal static class LoadReport
{
    /// <summary>How much the working set may grow in the long run, from its first quarter to its end: what a heap that breathes needs, not a leak.</summary>
    private const double GrowthAllowed = 0.10;

    public static void Write(FileInfo file, IReadOnlyList<LoadResult> results)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # The sample API under load

            Written by `dotnet cake --target=LoadTest`. Server and clients share {Environment.ProcessorCount} processors of one machine over loopback ({RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}), so the clients' own work is in every number. Each client sends its next request when it has its last answer; every answer to the same request is compared with the first.

            | requests | images each | clients | requests/s | images/s | p50 ms | p99 ms | p99.9 ms | refused (429) | failed | answers that differ | server's processors | working set MB, early → late |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var result in results)
            page.AppendLine(Row(result));
        page.Append(CultureInfo.InvariantCulture, $"""

            Latency is of the answered requests. The server computes {Environment.ProcessorCount} requests at a time and lets 64 wait; with 128 clients of 256 images the others are refused at once and come back after 100 ms. Each run took {results[0].Seconds:F0} s, the long one {results.Max(result => result.Seconds):F0} s, after a second to warm up; early is after a quarter of that.

            """);
        file.Directory!.Create();
        File.WriteAllText(file.FullName, page.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>0 if nothing failed or differed, only overload was refused, and memory stayed flat; else 1, with the reasons on the error stream.</summary>
    public static int Verdict(IReadOnlyList<LoadResult> results)
    {
        var complaints = results.SelectMany(Complaints).ToList();
        complaints.ForEach(Console.Error.WriteLine);
        return complaints.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Complaints(LoadResult result)
    {
        if (result.Milliseconds.Length == 0 || result.Failed > 0 || result.Different > 0)
            yield return $"{result}: expected answers, none failed, none different.";
        if (result.Refused > 0 != result.Scenario.Overloads)
            yield return $"{result}: expected {(result.Scenario.Overloads ? "refusals" : "no refusals")}.";
        if (result.Scenario.Length > 1 && result.LateMemory > result.EarlyMemory * (1 + GrowthAllowed))
            yield return $"{result}: the working set grew from {result.EarlyMemory} to {result.LateMemory} bytes.";
    }

    private static string Row(LoadResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Scenario.Name} | {result.Scenario.Images} | {result.Scenario.Clients} | {result.RequestsPerSecond:N0} | {result.RequestsPerSecond * result.Scenario.Images:N0} | {result.Percentile(0.5):F2} | {result.Percentile(0.99):F2} | {result.Percentile(0.999):F2} | {result.Refused:N0} | {result.Failed} | {result.Different} | {result.ServerCores:F2} | {result.EarlyMemory / 1e6:F0} → {result.LateMemory / 1e6:F0} |");
}
