namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>New tensors in ONNX Runtime against TorchSharp, at every opset.</summary>
[TestClass]
public sealed class CreationTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(CreationCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_ComputesTheSame(int index, string name) =>
        Assert.IsGreaterThanOrEqualTo(0, OperatorProof.Check(CreationCases.All[index]), name);
}
