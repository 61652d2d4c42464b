namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Every combination of the parameters of spatial modules computes the same.</summary>
[TestClass]
public sealed class ModuleParameterTests
{
    public static IEnumerable<object[]> Rows => OperatorProof.Rows(ModuleParameterCases.All);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Module_ComputesTheSame(int row, string name) => OperatorProof.Check(ModuleParameterCases.All[row]);
}
