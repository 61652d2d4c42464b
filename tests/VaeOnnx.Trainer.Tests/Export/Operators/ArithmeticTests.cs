namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Arithmetic in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class ArithmeticTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ArithmeticCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(ArithmeticCases.All[index]), name);
}
