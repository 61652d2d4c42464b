using System.Security.Cryptography;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class ImageSetTests
{
    private static readonly ImageSpec s_spec = new() { Channels = 1, Height = 1, Width = 2 };

    [TestMethod]
    public void Constructor_LengthsThatDoNotBelongTogether_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new ImageSet("set", s_spec, new byte[3]));
        Assert.ThrowsExactly<ArgumentException>(() => new ImageSet("set", s_spec, new byte[4], new int[3]));
        Assert.ThrowsExactly<ArgumentException>(() => new ImageSet("set", s_spec, new byte[4], new int[] { 0, 2 }, ["a", "b"]));
        Assert.ThrowsExactly<ArgumentException>(() => new ImageSet("set", s_spec with { Width = 0 }, new byte[4]));
    }

    [TestMethod]
    public void Select_Indices_CopiesInThatOrder()
    {
        var selected = Three().Select([2, 0, 2]);

        CollectionAssert.AreEqual(new byte[] { 51, 255, 0, 102, 51, 255 }, selected.Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0, 1 }, selected.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, selected.ClassNames.ToArray());
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(3)]
    public void Select_IndexOutside_Throws(int index)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Three().Select([index]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Three().GatherLabels([index], new long[1]));
    }

    [TestMethod]
    public void Take_MoreThanThereAre_GivesAll()
    {
        CollectionAssert.AreEqual(new byte[] { 0, 102 }, Three().Take(1).Pixels.ToArray());
        Assert.AreEqual(3, Three().Take(100).Count);
    }

    [TestMethod]
    public void Gather_ZeroToOne_DividesBy255()
    {
        var images = new float[4];

        Three().Gather([2, 0], images);

        CollectionAssert.AreEqual(new[] { 0.2f, 1f, 0f, 0.4f }, images);
    }

    [TestMethod]
    public void Gather_OtherRange_ScalesToIt()
    {
        var set = new ImageSet("set", s_spec with { PixelMin = -1, PixelMax = 1 }, new byte[] { 0, 255 });
        var images = new float[2];

        set.Gather([0], images);

        CollectionAssert.AreEqual(new[] { -1f, 1f }, images);
    }

    [TestMethod]
    public void Gather_WrongLength_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Three().Gather([0, 1], new float[3]));
        Assert.ThrowsExactly<ArgumentException>(() => Three().GatherLabels([0, 1], new long[1]));
    }

    [TestMethod]
    public void GatherLabels_Indices_GivesTheirClasses()
    {
        var labels = new long[2];

        Three().GatherLabels([2, 1], labels);

        CollectionAssert.AreEqual(new long[] { 1, 0 }, labels);
    }

    [TestMethod]
    public void GatherLabels_Unlabelled_Throws() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new ImageSet("set", s_spec, new byte[2]).GatherLabels([0], new long[1]));

    [TestMethod]
    public void Sha256_PixelsThenLabels_IsTheirHash()
    {
        byte[] all = [0, 102, 7, 8, 51, 255, 0, 0, 1];

        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(all)), Three().Sha256);
    }

    [TestMethod]
    public void Sha256_SixteenBitsAndManyClasses_IsLittleEndianPixelsThenLabels()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"class {i}")];
        var set = new ImageSet("set", s_spec, new ushort[] { 0x0102, 0x0304 }, new[] { 299 }, names);
        byte[] all = [2, 1, 4, 3, 0x2B, 1, 0, 0];

        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(all)), set.Sha256);
    }

    [TestMethod]
    public void Gather_SixteenBits_DividesBy65535()
    {
        var set = new ImageSet("set", s_spec, new ushort[] { 0, 65535, 13107, 52428 });
        var images = new float[4];

        set.Gather([1, 0], images);

        Assert.AreEqual(16, set.BitDepth);
        CollectionAssert.AreEqual(new[] { 0.2f, 0.8f, 0f, 1f }, images);
        CollectionAssert.AreEqual(new ushort[] { 13107, 52428, 0, 65535 }, set.Select([1, 0]).Pixels16.ToArray());
        Assert.ThrowsExactly<InvalidOperationException>(() => set.Pixels);
    }

    [TestMethod]
    public void Constructor_MoreThan256Classes_KeepsTheirLabels()
    {
        var set = new ImageSet("set", s_spec, new byte[4], new[] { 70_000, 1 });
        var labels = new long[2];

        set.GatherLabels([0, 1], labels);

        CollectionAssert.AreEqual(new long[] { 70_000, 1 }, labels);
        Assert.AreEqual(70_001, set.ClassNames.Count);
    }

    [TestMethod]
    public void ToString_Labelled_SaysSizeAndClasses() => Assert.AreEqual("set: 3 images 1x1x2, 2 classes", Three().ToString());

    private static ImageSet Three() => new("set", s_spec, new byte[] { 0, 102, 7, 8, 51, 255 }, new int[] { 0, 0, 1 }, ["cat", "dog"]);
}
