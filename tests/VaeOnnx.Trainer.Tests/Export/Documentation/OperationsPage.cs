using VaeOnnx.Export.Operators;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>docs/supported-operations.md: every operation with an emitter, from the emitters' own descriptions.</summary>
internal sealed class OperationsPage() : SupportPage("supported-operations.md", "Supported operations",
    "The operations of `Tensor`, `torch` and `torch.nn.functional` that `VaeOnnx.Export` has an emitter for, under the key that refusals "
    + "name; in-place forms (`relu_`) and operators (`a + b`) come with theirs, and what TorchSharp makes of others needs none. *Cases* "
    + "counts the rows of the tests' tables whose trace holds the operation, each compared with ONNX Runtime at batch 1 and 3 and at every "
    + "opset. *Tolerance* is its class in [OperatorTolerance](../tests/VaeOnnx.Trainer.Tests/Export/Operators/OperatorTolerance.cs), "
    + "*measured* the largest absolute difference where the page was written. *PyTorch* is the oldest opset in which PyTorch's exporter by "
    + "TorchScript, `torch.onnx.export(..., dynamo=False)`, has the operation.",
    ["operation", "ONNX", "opsets", "covers", "cases", "tolerance", "PyTorch"])
{
    protected override IEnumerable<(string[] Cells, IReadOnlyList<OperatorEvidence> Proofs)> Rows()
    {
        foreach (var (operation, entry) in OperatorTable.BuiltIn.Where(entry => !ModulesPage.IsModule(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var users = Users(operation);
            Assert.IsNotEmpty(users, $"No case of the tests' tables reaches the emitter of '{operation}'.");
            var proofs = Own(operation, users);
            yield return ([Name(operation), entry.Description.Onnx, Opsets(entry.Description.Since), entry.Description.Covers,
                $"{users.Length}", Tolerance(proofs), PyTorch(PyTorchOperations.Opset(operation))], proofs);
        }
    }

    protected override string Closing() =>
        $"\nWithout an emitter, and refused by name: {string.Join(", ", UncoveredOperations.Keys.Select(operation => $"`{operation}`"))}; and random operations.\n";

    /// <summary>What TorchSharp keeps private of an operation is named by its public form.</summary>
    private static string Name(string operation) => operation.StartsWith('_') ? $"`{operation.TrimStart('_')}`, by its key `{operation}`" : $"`{operation}`";

    private static OperatorEvidence[] Users(string operation) => [.. OperatorEvidence.All.Where(evidence => evidence.Operations.Contains(operation))];

    /// <summary>The rows about the operation; where none is, the strictest that use it.</summary>
    private static OperatorEvidence[] Own(string operation, OperatorEvidence[] proofs)
    {
        var own = proofs.Where(proof => proof.Row.Operation.Split('.')[^1] == operation.Split('.')[^1]).ToArray();
        return own.Length > 0 || proofs.Length == 0 ? own : [proofs.MinBy(proof => (proof.Row.Tolerance.Absolute, proof.Row.Tolerance.Relative))!];
    }
}
