namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Functions of one tensor in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class ElementwiseTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ElementwiseCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(ElementwiseCases.All[index]), name);
}
