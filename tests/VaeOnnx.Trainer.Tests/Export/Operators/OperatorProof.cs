using TorchSharp;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Exports a row of a table and holds ONNX Runtime to TorchSharp's results.</summary>
internal static class OperatorProof
{
    private const int DefaultOpset = 17;

    /// <summary>The rows of a table as data of a test: an index and a name to show.</summary>
    public static IEnumerable<object[]> Rows<T>(IReadOnlyList<T> table) =>
        table.Select((row, index) => new object[] { index, row!.ToString()! });

    /// <summary>Compares at every opset at batch 2, at the default one at batch 1 and 3; returns the largest difference.</summary>
    public static double Check(OperatorCase row)
    {
        using var scope = NewDisposeScope();
        using var module = row.Create();
        module.eval();
        var largest = 0.0;
        for (var opset = ExportOptions.OldestOpset; opset <= ExportOptions.NewestOpset; opset++)
        {
            if (opset < row.Since)
                ExpectOpset(row, module, opset);
            else
                largest = Math.Max(largest, Compare(row, module, opset, opset == DefaultOpset ? [1, 3] : [2]));
        }

        return largest;
    }

    /// <summary>Expects a refusal that names the operation and holds the words.</summary>
    public static void Check(OperatorRefusal row)
    {
        using var scope = NewDisposeScope();
        using var module = row.Case.Create();
        if (!row.IsTraining)
            module.eval();
        var refusal = Assert.ThrowsExactly<ExportException>(() => Export(row.Case, module, DefaultOpset));
        StringAssert.Contains(refusal.Message, row.Words, StringComparison.Ordinal);
        StringAssert.Contains(refusal.Operation, row.Case.Operation, StringComparison.Ordinal);
        AssertSaysAll(row, refusal, isTorchSharpAlone: module.GetType().Assembly == typeof(torch).Assembly);
    }

    /// <summary>Overload, opset, place, what to do instead, and how to register an emitter: whoever reads it can go on.</summary>
    private static void AssertSaysAll(OperatorRefusal row, ExportException refusal, bool isTorchSharpAlone)
    {
        StringAssert.Contains(refusal.Operation, "(", StringComparison.Ordinal, "The overload is missing.");
        StringAssert.Contains(refusal.Message, FormattableString.Invariant($"to opset {DefaultOpset}"), StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, refusal.IlOffset, "The place is missing.");
        Assert.AreNotEqual("", refusal.Alternative, "What to do instead is missing.");
        if (!isTorchSharpAlone) // whose code has no debug symbols
            StringAssert.Contains(refusal.SourceLine, ".cs:", StringComparison.Ordinal, $"The line is missing: {refusal.Message}");
        if (!row.IsOfAllOperations)
            StringAssert.Contains(refusal.Alternative, "in ExportOptions.Emitters", StringComparison.Ordinal);
    }

    private static double Compare(OperatorCase row, nn.Module module, int opset, int[] batchSizes)
    {
        var model = Export(row, module, opset);
        var batches = batchSizes.Select(batch => Draw(row, batch)).ToArray();
        var report = model.VerifyAgainst(module, batches, new ParityOptions
        {
            AbsoluteTolerance = row.Tolerance.Absolute,
            RelativeTolerance = row.Tolerance.Relative,
        });
        return report.MaxAbsoluteDifference;
    }

    private static void ExpectOpset(OperatorCase row, nn.Module module, int opset)
    {
        var refusal = Assert.ThrowsExactly<ExportException>(() => Export(row, module, opset), $"opset {opset}");
        StringAssert.Contains(refusal.Message, $"opset {row.Since}", StringComparison.Ordinal);
    }

    private static OnnxModel Export(OperatorCase row, nn.Module module, int opset) =>
        OnnxExporter.Export(module, new ExportOptions { Opset = opset }, [.. row.Inputs.Select((input, position) => input.Spec(position))]);

    private static Tensor[] Draw(OperatorCase row, int batch)
    {
        using var generator = new Generator((ulong)(100 + batch));
        return [.. row.Inputs.Select(input => input.Draw(batch, generator))];
    }
}
