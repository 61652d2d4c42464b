using TorchSharp;
using VaeOnnx.Export;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;
using VaeOnnx.Trainer.Tests.Export.Operators;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>What one row shows: the operations that its trace recorded, the modules in its tree, the nodes of its graph.</summary>
internal sealed record OperatorEvidence(OperatorCase Row, IReadOnlySet<string> Operations, IReadOnlySet<string> Modules, IReadOnlyList<string> Nodes)
{
    private static readonly Lazy<IReadOnlyList<OperatorEvidence>> Collected = new(() => [.. OperatorRows.All.Select(Of)]);

    private readonly Lazy<double> _measured = new(() => OperatorProof.Check(Row));

    public static IReadOnlyList<OperatorEvidence> All => Collected.Value;

    /// <summary>The largest difference in ONNX Runtime over all opsets.</summary>
    public double Measured => _measured.Value;

    private static OperatorEvidence Of(OperatorCase row)
    {
        using var scope = NewDisposeScope();
        using var module = row.Create();
        module.eval();
        var options = new ExportOptions { Opset = Math.Max(row.Since, new ExportOptions().Opset) };
        var inputs = row.Inputs.Select((input, position) => input.Spec(position)).ToArray();
        var table = new OperatorTable([]);
        using var tracer = new ModuleTracer(module, inputs, options, table);
        var program = tracer.Trace();
        var names = program.Outputs.Select((_, index) => $"output_{index}").ToArray();
        var graph = new GraphEmitter(program, table, tracer.Stored, options).Build(inputs, names);
        return new OperatorEvidence(row,
            program.Operations.Select(record => record.Operation).OfType<string>().ToHashSet(StringComparer.Ordinal),
            module.modules().Prepend(module).Where(IsOfTorchSharp).Select(child => ModuleName(child.GetType())).ToHashSet(StringComparer.Ordinal),
            [.. graph.Nodes.Select(node => node.OpType).Distinct()]);
    }

    public static string ModuleName(Type type) => type.Name.Split('`')[0];

    private static bool IsOfTorchSharp(nn.Module module) => module.GetType().Assembly == typeof(torch).Assembly;
}
