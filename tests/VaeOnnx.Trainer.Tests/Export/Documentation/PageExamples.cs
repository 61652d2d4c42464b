using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>
/// The C# examples of a page, each a program of its own. <c>module</c> stands for the reader's network; what an example prints is held
/// to the comment <c>// prints: …</c> behind it, and the files that it writes go to a temporary folder.
/// </summary>
internal sealed partial class PageExamples(string page)
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using TorchSharp;
        using VaeOnnx.Contracts;
        using VaeOnnx.Export;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    /// <summary>The examples' text, in the page's order.</summary>
    public IReadOnlyList<string> Texts { get; } =
        [.. Fence().Matches(File.ReadAllText(RepositoryFile.Path(page.Split('/'))).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    /// <summary>Compiles one example and runs it.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="module">The reader's network.</param>
    /// <returns>What it printed, a line each.</returns>
    public IReadOnlyList<string> Run(int index, nn.Module<Tensor, Tensor> module)
    {
        var folder = Directory.CreateTempSubdirectory("examples");
        var assembly = CompiledSource.Compile($"Example{index}", [($"{page}#{index}.cs", Program(index, folder.FullName))], OptimizationLevel.Release);
        var printed = new List<string>();
        try
        {
            using var scope = NewDisposeScope();
            assembly.GetType("Example")!.GetMethod("Run")!.Invoke(null, [module, (Action<string>)printed.Add]);
        }
        catch (TargetInvocationException failure)
        {
            Assert.Fail($"Example {index} of {page} fails: {failure.InnerException}\n{Texts[index]}");
        }

        folder.Delete(recursive: true);
        return printed;
    }

    /// <summary>What an example promises to print.</summary>
    public IReadOnlyList<string> Promised(int index) => [.. Promise().Matches(Texts[index]).Select(match => match.Groups[1].Value.Trim())];

    private string Program(int index, string folder)
    {
        var text = Texts[index]
            .Replace("Console.WriteLine(", "print(", StringComparison.Ordinal)
            .Replace("\"net.onnx\"", $"@\"{Path.Combine(folder, "net.onnx")}\"", StringComparison.Ordinal);
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().Select(member => member.ToFullString());
        var types = root.Members.Where(member => member is not GlobalStatementSyntax).Select(member => member.ToFullString());
        return $$"""
            {{Usings}}{{string.Concat(root.Usings.Select(directive => directive.ToFullString()))}}
            public static class Example
            {
                public static void Run(Module<Tensor, Tensor> module, Action<string> print)
                {
            {{string.Concat(statements)}}
                }
            }

            {{string.Concat(types)}}
            """;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex("// prints: (.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Promise();
}
