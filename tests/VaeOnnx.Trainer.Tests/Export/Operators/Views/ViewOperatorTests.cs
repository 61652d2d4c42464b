namespace VaeOnnx.Trainer.Tests.Export.Operators.Views;

[TestClass]
public sealed class ViewOperatorTests
{
    public static IEnumerable<object[]> ShapeRows => OperatorProof.Rows(ShapeCases.Table);

    public static IEnumerable<object[]> SelectionRows => OperatorProof.Rows(SelectionCases.Table);

    public static IEnumerable<object[]> IndexingRows => OperatorProof.Rows(IndexingCases.Table);

    public static IEnumerable<object[]> ProductRows => OperatorProof.Rows(ProductCases.Table);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    private static IReadOnlyList<OperatorRefusal> Refusals { get; } =
        [.. ShapeCases.Refusals, .. SelectionCases.Refusals, .. IndexingCases.Refusals, .. ProductCases.Refusals];

    [TestMethod]
    [DynamicData(nameof(ShapeRows))]
    public void Export_ShapeOperation_ComputesTheSame(int row, string name) => OperatorProof.Check(ShapeCases.Table[row]);

    [TestMethod]
    [DynamicData(nameof(SelectionRows))]
    public void Export_Selection_ComputesTheSame(int row, string name) => OperatorProof.Check(SelectionCases.Table[row]);

    [TestMethod]
    [DynamicData(nameof(IndexingRows))]
    public void Export_Indexing_ComputesTheSame(int row, string name) => OperatorProof.Check(IndexingCases.Table[row]);

    [TestMethod]
    [DynamicData(nameof(ProductRows))]
    public void Export_Product_ComputesTheSame(int row, string name) => OperatorProof.Check(ProductCases.Table[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_WhatNoGraphExpresses_IsRefusedByName(int row, string name) => OperatorProof.Check(Refusals[row]);
}
