namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Sorting and running sums in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class OrderingTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(OrderingCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(OrderingCases.All[index]), name);
}
