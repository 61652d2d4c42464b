namespace VaeOnnx.Trainer.Data;

/// <summary>Lines of comma-separated values (RFC 4180, with the line end of this project's files).</summary>
internal static class Csv
{
    private static readonly System.Buffers.SearchValues<char> s_special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>A line with its end; what needs quotes gets them.</summary>
    public static string Line(params IReadOnlyList<string> values) => string.Join(',', values.Select(Quoted)) + "\n";

    private static string Quoted(string value) => value.AsSpan().ContainsAny(s_special) || value != value.Trim()
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
