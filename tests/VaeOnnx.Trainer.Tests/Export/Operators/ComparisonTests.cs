namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Comparisons, logic and choices in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class ComparisonTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ComparisonCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(ComparisonCases.All[index]), name);
}
