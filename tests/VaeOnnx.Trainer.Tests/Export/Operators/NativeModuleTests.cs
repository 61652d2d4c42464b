namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Modules whose forward is native: recurrent, attention, transformers, embeddings; and the containers.</summary>
[TestClass]
public sealed class NativeModuleTests
{
    private static readonly IReadOnlyList<OperatorCase> Cases = [.. RecurrentCases.All, .. AttentionCases.All, .. EmbeddingCases.All];

    private static readonly IReadOnlyList<OperatorRefusal> Refusals = [.. RecurrentCases.Refusals, .. AttentionCases.Refusals, .. EmbeddingCases.Refusals];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_NativeModule_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_NativeModuleOutOfReach_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);
}
