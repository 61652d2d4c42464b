using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using TorchSharp;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Generated modules compiled into one assembly, as a stranger's would be.</summary>
internal static class ForwardAssembly
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Generated;

        """;

    /// <summary>Compiles the modules with or without optimisation, because the two give different IL, and loads them.</summary>
    public static Assembly Compile(IEnumerable<ForwardWriter> writers, OptimizationLevel optimization)
    {
        var trees = writers.Select(w => CSharpSyntaxTree.ParseText(Usings + w.Source, new CSharpParseOptions(LanguageVersion.Preview), $"{w.Name}.cs", System.Text.Encoding.UTF8));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create($"Generated.{optimization}", trees, References(), options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            var kinds = errors.GroupBy(e => e.Id).Select(g => $"{g.Count()}x, for example {g.First()}\n{g.First().Location.SourceTree}");
            Assert.Fail($"The generator wrote C# that does not compile:\n{string.Join("\n\n", kinds)}");
        }

        return Assembly.Load(image.ToArray());
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Append(typeof(torch).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
}
