using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VaeOnnx.Documentation.Tests;

/// <summary>
/// The C# examples of a Markdown page as one program: what the page takes for granted before them, what must have come of them after.
/// The page's own text is compiled, so an example that is wrong fails here before it fails a reader.
/// </summary>
internal sealed partial class PageProgram(string root)
{
    private const string ImplicitUsings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        """;

    private readonly List<string> _parts = [];

    /// <summary>The page's blocks of a language, in its order.</summary>
    public string[] Blocks(string page, string language = "csharp") =>
        [.. Block().Matches(File.ReadAllText(Path.Combine(root, page)).ReplaceLineEndings("\n")).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    public PageProgram Then(params IEnumerable<string> parts)
    {
        _parts.AddRange(parts);
        return this;
    }

    /// <summary>Compiles and runs; the bundle that the examples name is the repository's.</summary>
    public void Run(params string[] arguments)
    {
        var source = string.Join('\n', _parts).Replace("\"artifacts/mnist\"", SymbolDisplay.FormatLiteral(Path.Combine(root, "artifacts", "mnist"), quote: true), StringComparison.Ordinal);
        var usings = UsingDirective().Matches(source).Select(match => match.Value).Distinct();
        var program = ImplicitUsings + string.Join('\n', usings) + "\n" + UsingDirective().Replace(source, "");
        Compile(program).EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);
    }

    private static Assembly Compile(string program)
    {
        var tree = CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.Latest));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Page", [tree], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.AreEqual("", string.Join('\n', errors), program);
        return Assembly.Load(image.ToArray());
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using [A-Za-z.]+;$", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}
