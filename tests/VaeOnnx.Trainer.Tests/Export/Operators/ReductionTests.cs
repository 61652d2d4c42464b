namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Reductions in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class ReductionTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ReductionCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(ReductionCases.All[index]), name);
}
