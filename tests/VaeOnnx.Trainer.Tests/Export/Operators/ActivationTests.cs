namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Activations in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class ActivationTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ActivationCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(ActivationCases.All[index]), name);
}
