namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>
/// How far ONNX Runtime and TorchSharp may lie apart, by class of operation: |a − b| ≤ Absolute + Relative · |a|. float32 has a
/// unit in the last place of 1.2e-7 of the value.
/// </summary>
internal sealed record OperatorTolerance(string Name, double Absolute, double Relative)
{
    /// <summary>Selections, comparisons, integers, arithmetic of one rounding: the same bits.</summary>
    public static OperatorTolerance Exact { get; } = new("exact", 0, 0);

    /// <summary>Element by element: exp, log, tanh and erf are approximated differently, by some units in the last place.</summary>
    public static OperatorTolerance Elementwise { get; } = new("elementwise", 1e-6, 5e-6);

    /// <summary>Sums and products of up to some hundred float32 elements in another order.</summary>
    public static OperatorTolerance Sums { get; } = new("sums", 1e-5, 1e-5);

    /// <summary>Several operations after each other whose differences add up, such as recurrent cells and attention.</summary>
    public static OperatorTolerance Chains { get; } = new("chains", 2e-5, 1e-4);
}
