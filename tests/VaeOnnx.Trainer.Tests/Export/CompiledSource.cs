using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>C# compiled while the tests run, as a stranger's assembly would be: for Debug and for Release, which give different IL.</summary>
internal static class CompiledSource
{
    /// <summary>Compiles and loads the sources; a mistake in them fails the test.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="sources">File names and texts.</param>
    /// <param name="optimization">Debug or Release.</param>
    public static Assembly Compile(string name, IEnumerable<(string File, string Text)> sources, OptimizationLevel optimization)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, new CSharpParseOptions(LanguageVersion.Preview), source.File, Encoding.UTF8));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create($"{name}.{optimization}", trees, References(), options)
            .Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            var kinds = errors.GroupBy(error => error.Id).Select(group => $"{group.Count()}x, for example {group.First()}\n{group.First().Location.SourceTree}");
            Assert.Fail($"The C# does not compile:\n{string.Join("\n\n", kinds)}");
        }

        return Assembly.Load(image.ToArray());
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll")
            .Concat(new[] { typeof(torch), typeof(OnnxExporter), typeof(TensorSpec) }.Select(type => type.Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path));
}
