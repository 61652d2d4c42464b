namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Losses, as functions and as modules, compute the same; what no graph can express of them is refused.</summary>
[TestClass]
public sealed class LossTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(LossCases.All);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(LossCases.Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Loss_ComputesTheSame(int row, string name) => OperatorProof.Check(LossCases.All[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressibleLoss_IsRefused(int row, string name) => OperatorProof.Check(LossCases.Refusals[row]);
}
