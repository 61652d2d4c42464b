using TorchSharp;
using VaeOnnx.Export.Operators;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>docs/supported-modules.md: every module of TorchSharp's that a row of the tests' tables exports.</summary>
internal sealed class ModulesPage() : SupportPage("supported-modules.md", "Supported modules",
    "The modules of TorchSharp that the tests export, each with the choices of parameters that were compared with ONNX Runtime at batch 1 and "
    + "3 and at every opset. Your own modules need no entry: their `forward` is traced, whatever it calls. *ONNX* is what the rows emit at opset "
    + "17, *tolerance* and *measured* are as in [supported operations](supported-operations.md), *PyTorch* is the oldest opset in which "
    + "PyTorch's exporter by TorchScript has all operations that the module leads to.",
    ["module", "ONNX", "opsets", "parameters covered", "tolerance", "PyTorch"])
{
    private static readonly Lazy<string[]> Known = new(() =>
    [
        .. typeof(torch).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "TorchSharp.Modules" && !type.IsAbstract && typeof(torch.nn.Module).IsAssignableFrom(type))
            .Select(OperatorEvidence.ModuleName).Distinct().Order(StringComparer.Ordinal),
    ]);

    /// <summary>Whether a key names a module rather than an operation.</summary>
    public static bool IsModule(string operation) => Known.Value.Contains(operation.Split('.')[0]);

    protected override IEnumerable<(string[] Cells, IReadOnlyList<OperatorEvidence> Proofs)> Rows() =>
        Known.Value.Select(module => (Module: module, Proofs: Of(module))).Where(row => row.Proofs.Length > 0).Select(row => (Cells(row.Module, row.Proofs), (IReadOnlyList<OperatorEvidence>)row.Proofs));

    protected override string Closing() =>
        $"\nNot among them: {string.Join(", ", Known.Value.Where(module => Of(module).Length == 0).Select(module => $"`{module}`"))}.\n";

    private static string[] Cells(string module, OperatorEvidence[] proofs) =>
    [
        $"`{module}`",
        string.Join(", ", proofs.SelectMany(proof => proof.Nodes).Distinct().Order(StringComparer.Ordinal)),
        Opsets(proofs.Min(proof => proof.Row.Since)),
        string.Join("; ", proofs.Where(proof => proof.Row.Operation == module && proof.Row.Parameters.Length > 0).Select(proof => proof.Row.Parameters).Distinct()),
        Tolerance(proofs),
        PyTorch(OpsetOfAll(proofs)),
    ];

    /// <summary>The rows about the module; where none is, the smallest graph that holds it.</summary>
    private static OperatorEvidence[] Of(string module)
    {
        var holding = OperatorEvidence.All.Where(evidence => evidence.Modules.Contains(module)).ToArray();
        var own = holding.Where(evidence => evidence.Row.Operation == module).ToArray();
        return own.Length > 0 || holding.Length == 0 ? own : [holding.MinBy(evidence => evidence.Nodes.Count)!];
    }

    private static int? OpsetOfAll(OperatorEvidence[] proofs)
    {
        var opsets = proofs.MinBy(proof => proof.Operations.Count)!.Operations.Where(OperatorTable.BuiltIn.ContainsKey).Select(PyTorchOperations.Opset).ToArray();
        return opsets.Contains(null) ? null : opsets.Append(9).Max();
    }
}
