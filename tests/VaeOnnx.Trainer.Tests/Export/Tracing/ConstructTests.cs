using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>
/// Whatever the C# compiler emits is traced: one construct a row, compared in ONNX Runtime. The constructs are compiled here, for
/// Debug and for Release, whatever these tests themselves were compiled for.
/// </summary>
[TestClass]
public sealed class ConstructTests
{
    private static readonly string[] Files = [nameof(Constructs), nameof(TensorConstructs)];

    private static readonly Lazy<IReadOnlyDictionary<string, Func<Tensor, Tensor>>> Debug = new(() => Compile(OptimizationLevel.Debug));
    private static readonly Lazy<IReadOnlyDictionary<string, Func<Tensor, Tensor>>> Release = new(() => Compile(OptimizationLevel.Release));

    public static IEnumerable<object[]> Rows => Constructs.All.Keys.Concat(TensorConstructs.All.Keys)
        .SelectMany(name => new[] { OptimizationLevel.Debug, OptimizationLevel.Release }, (name, optimization) => new object[] { name, optimization });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Construct_ComputesTheSame(string name, OptimizationLevel optimization)
    {
        using var scope = NewDisposeScope();
        using var net = new FunctionNet((optimization == OptimizationLevel.Debug ? Debug : Release).Value[name]);
        net.eval();

        var model = OnnxExporter.Export(net, TensorSpec.Float32("x", Dimension.Batch, 6));

        Assert.IsTrue(model.VerifyAgainst(net).Passed);
        Assert.IsGreaterThan(0, model.Proto.Graph.Node.Count, "Nothing was recorded.");
    }

    private static Dictionary<string, Func<Tensor, Tensor>> Compile(OptimizationLevel optimization)
    {
        const string implicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading;";
        var sources = Files.Select(file => ($"{file}.cs", Source(file))).Append(("Usings.cs", implicitUsings));
        var assembly = CompiledSource.Compile("Constructs", sources, optimization);
        return Files.SelectMany(file => All(assembly.GetType($"{typeof(ConstructTests).Namespace}.{file}", throwOnError: true)!)).ToDictionary();
    }

    private static IReadOnlyDictionary<string, Func<Tensor, Tensor>> All(Type constructs) =>
        (IReadOnlyDictionary<string, Func<Tensor, Tensor>>)constructs.GetProperty(nameof(Constructs.All))!.GetValue(null)!;

    private static string Source(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{file}.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
