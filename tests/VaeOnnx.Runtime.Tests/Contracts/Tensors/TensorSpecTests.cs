using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class TensorSpecTests
{
    private static readonly TensorSpec Images = TensorSpec.Float32("images", Dimension.Batch, 1, 28, 28);

    [TestMethod]
    [DataRow(new long[] { 5, 1, 28, 28 }, true)]
    [DataRow(new long[] { 0, 1, 28, 28 }, true)]
    [DataRow(new long[] { 5, 3, 28, 28 }, false)]
    [DataRow(new long[] { 5, 784 }, false)]
    [DataRow(new long[] { 1, 28, 28 }, false)]
    [DataRow(new long[] { -1, 1, 28, 28 }, false)]
    public void Accepts_Sizes_ComparesRankAndFixedAxes(long[] sizes, bool expected) => Assert.AreEqual(expected, Images.Accepts(sizes));

    [TestMethod]
    public void ToString_Shape_NamesFreeAxes() => Assert.AreEqual("images: float32 [batch,1,28,28]", Images.ToString());

    [TestMethod]
    public void Equals_SameParts_IsTrue()
    {
        Assert.AreEqual(Images, TensorSpec.Float32("images", Dimension.Named("batch"), 1, 28, 28));
        Assert.AreNotEqual(Images, TensorSpec.Float32("images", Dimension.Named("n"), 1, 28, 28));
        Assert.AreNotEqual(Images, TensorSpec.Int64("images", Dimension.Batch, 1, 28, 28));
    }

    [TestMethod]
    public void Dimension_Bounds_AreChecked()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Dimension.Fixed(-1));
        Assert.ThrowsExactly<ArgumentException>(() => Dimension.Named(" "));
        Assert.ThrowsExactly<InvalidOperationException>(() => Dimension.Batch.Size);
        Assert.AreEqual(28L, ((Dimension)28).Size);
        Assert.AreEqual("28", Dimension.Fixed(28).ToString());
    }
}
