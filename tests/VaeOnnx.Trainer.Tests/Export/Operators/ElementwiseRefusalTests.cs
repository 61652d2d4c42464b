namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Refusals name the operation, the reason and the alternative.</summary>
[TestClass]
public sealed class ElementwiseRefusalTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ElementwiseRefusals.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Case_IsRefusedByName(int index, string name)
    {
        Assert.AreEqual(name, ElementwiseRefusals.All[index].ToString());
        OperatorProof.Check(ElementwiseRefusals.All[index]);
    }
}
