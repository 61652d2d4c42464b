namespace VaeOnnx.Runtime.Tests;

[TestClass]
public sealed class GraphHeaderTests
{
    [TestMethod]
    public void Read_Model_FindsMetadata()
    {
        var header = GraphHeader.Read(new TinyGraph(("a", "1"), ("b", "two")).Constant("w", [1f, 2f], 2).ToBytes());
        Assert.AreEqual("1", header.Metadata["a"]);
        Assert.AreEqual("two", header.Metadata["b"]);
        Assert.IsFalse(header.HasExternalData);
    }

    [TestMethod]
    [DataRow(new byte[] { })]
    [DataRow(new byte[] { 0x08, 0x08 }, DisplayName = "no graph")]
    [DataRow(new byte[] { 0x3A, 0x05, 0x01 }, DisplayName = "a length beyond the end")]
    [DataRow(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, DisplayName = "a length of 2^64 - 1")]
    [DataRow(new byte[] { 0x38, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, DisplayName = "an endless number")]
    [DataRow(new byte[] { 0x3B }, DisplayName = "a group")]
    [DataRow(new byte[] { 0x00, 0x00 }, DisplayName = "field 0")]
    public void Read_Malformed_IsRefused(byte[] model) => Assert.ThrowsExactly<InvalidDataException>(() => GraphHeader.Read(model));

    /// <summary>Every prefix and every altered byte of a real model is read or refused, never anything else.</summary>
    [TestMethod]
    public void Read_DamagedModel_ReadsOrRefuses()
    {
        var model = TinyModel.Graph(VaeOnnx.Contracts.GraphRole.Decoder, "id").ToBytes();
        var refused = 0;
        for (var i = 0; i < model.Length; i++)
        {
            var altered = (byte[])model.Clone();
            altered[i] ^= 0xFF;
            refused += Refuses(altered) + Refuses(model[..i]);
        }

        Assert.IsGreaterThan(0, refused);
    }

    [TestMethod]
    public void Read_GraphsNestedTooDeeply_IsRefused()
    {
        byte[] graph = [];
        for (var i = 0; i < 40; i++)
        {
            byte[] attribute = [0x32, (byte)graph.Length, .. graph];
            byte[] node = [0x2A, (byte)attribute.Length, .. attribute];
            graph = [0x0A, (byte)node.Length, .. node];
            if (graph.Length > 120)
                break;
        }

        Assert.ThrowsExactly<InvalidDataException>(() => GraphHeader.Read([0x3A, (byte)graph.Length, .. graph]));
    }

    private static int Refuses(byte[] model)
    {
        try
        {
            GraphHeader.Read(model);
            return 0;
        }
        catch (InvalidDataException)
        {
            return 1;
        }
    }
}
