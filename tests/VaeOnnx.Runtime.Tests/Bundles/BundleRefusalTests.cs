using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Runtime.Tests;

/// <summary>A bundle that is wrong in one place is refused when it is loaded, with a message that says where.</summary>
[TestClass]
public sealed class BundleRefusalTests : IDisposable
{
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Load_AlteredByte_IsRefusedByHash()
    {
        var path = _files.PathOf(GraphRole.Denoiser);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Refused("denoiser.onnx: expected the SHA-256 ");
    }

    [TestMethod]
    public void Load_TruncatedGraph_IsRefusedByLength()
    {
        var path = _files.PathOf(GraphRole.Encoder);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^7]);
        Refused("encoder.onnx: expected ");
    }

    [TestMethod]
    public void Load_MissingGraph_IsRefused()
    {
        File.Delete(_files.PathOf(GraphRole.Decoder));
        Refused("decoder.onnx: expected the graph that the manifest names, found no such file");
    }

    [TestMethod]
    public void Load_MissingManifest_IsRefused()
    {
        File.Delete(Path.Combine(_files.Folder, BundleManifest.FileName));
        Refused("manifest.json: expected a bundle's manifest, found no such file");
    }

    [TestMethod]
    public void Load_MissingFolder_IsRefused() =>
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => VaeBundle.Load(_files.Folder + "-not-there")).Message, "found no such folder");

    [TestMethod]
    public void Load_GraphOfAnotherBundle_IsRefused()
    {
        using var other = new TestBundle("tiny-2");
        _files.Replace(GraphRole.Decoder, File.ReadAllBytes(other.PathOf(GraphRole.Decoder)));
        Refused("decoder.onnx: expected the metadata vaeonnx.bundle_id = 'tiny-1', found 'tiny-2'");
    }

    [TestMethod]
    public void Load_GraphOfAnotherRole_IsRefused()
    {
        _files.Replace(GraphRole.Denoiser, File.ReadAllBytes(_files.PathOf(GraphRole.Classifier)));
        Refused("denoiser.onnx: expected the metadata vaeonnx.role = 'denoiser', found 'classifier'");
    }

    [TestMethod]
    public void Load_GraphOfAnotherSchema_IsRefused()
    {
        _files.Replace(GraphRole.Denoiser, TinyModel.Graph(GraphRole.Denoiser, TestBundle.DefaultId, schemaVersion: 7).ToBytes());
        Refused("expected the metadata vaeonnx.schema_version = '1', found '7'");
    }

    [TestMethod]
    public void Load_GraphWithoutMetadata_IsRefused()
    {
        _files.Change(GraphRole.Denoiser, model => model.MetadataProps.Clear());
        Refused("vaeonnx.bundle_id = 'tiny-1', found none");
    }

    [TestMethod]
    public void Load_ManifestOfANewerSchema_IsRefused()
    {
        _files.WriteManifest(_files.Manifest with { SchemaVersion = 2 });
        Refused("expected schema version 1 to 1, found 2");
    }

    [TestMethod]
    public void Load_NoOnnx_IsRefused()
    {
        _files.Replace(GraphRole.Denoiser, [0xFF, 0xFF, 0xFF, 0xFF]);
        Refused("denoiser.onnx: expected an ONNX graph, found ");
    }

    [TestMethod]
    public void Load_ExternalData_IsRefused()
    {
        _files.Change(GraphRole.Denoiser, model =>
        {
            var tensor = model.Graph.Initializer[0];
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../secret" });
        });
        Refused("found a reference to another file");
    }

    [TestMethod]
    public void Load_ExternalDataInASubgraph_IsRefused()
    {
        _files.Change(GraphRole.Denoiser, model =>
        {
            var inner = new GraphProto { Name = "inner", Initializer = { new TensorProto { Name = "w", ExternalData = { new StringStringEntryProto { Key = "location", Value = "x" } } } } };
            model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", G = inner });
        });
        Refused("found a reference to another file");
    }

    [TestMethod]
    public void Load_ManifestWithAnotherShape_IsRefused()
    {
        var graphs = _files.Manifest.Graphs.Select(graph => graph.Role == GraphRole.Denoiser ? graph with { Inputs = [TensorSpec.Float32("images", 1, 5, 5)] } : graph);
        _files.WriteManifest(_files.Manifest with { Graphs = [.. graphs] });
        Refused("denoiser.onnx: expected the input images: float32 [batch,1,5,5], found images: float32 [1,5,5]");
    }

    [TestMethod]
    public void Load_MoreClassNamesThanLogits_IsRefused()
    {
        _files.WriteManifest(_files.Manifest with { ClassNames = ["a", "b", "c", "d", "e"] });
        Refused("expected the output logits: float32 [batch,5], found logits: float32 [batch,4]");
    }

    [TestMethod]
    public void Load_NoLatentSize_IsRefused()
    {
        _files.WriteManifest(_files.Manifest with { LatentDim = null });
        Refused("expected a latent size in the manifest, found none");
    }

    [TestMethod]
    public void Load_GraphAboveTheBound_IsRefused()
    {
        var error = Assert.ThrowsExactly<BundleException>(() => _files.Load(new RuntimeOptions { MaxFileBytes = 100 }));
        StringAssert.Contains(error.Message, "at most 100 bytes");
    }

    [TestMethod]
    public void Load_ImagesAboveTheBound_AreRefused()
    {
        var error = Assert.ThrowsExactly<BundleException>(() => _files.Load(new RuntimeOptions { MaxSampleLength = TinyModel.ImageLength - 1 }));
        StringAssert.Contains(error.Message, "at most 24 values a sample, found images: float32 [batch,1,5,5] with 25. If they are meant to be that large, raise RuntimeOptions.MaxSampleLength.");
        using var bundle = _files.Load(new RuntimeOptions { MaxSampleLength = TinyModel.ImageLength });
        Assert.HasCount(TinyModel.ImageLength, bundle.Denoiser.Denoise(TinyImages.Floats(1)));
    }

    /// <summary>The product of the sizes is above any integer.</summary>
    [TestMethod]
    public void Load_MoreClassesThanMemory_AreRefused()
    {
        var logits = TensorSpec.Float32(TensorNames.Logits, Dimension.Batch, int.MaxValue);
        _files.WriteManifest(_files.Manifest with
        {
            ClassNames = [],
            Graphs = [.. _files.Manifest.Graphs.Select(graph => graph.Role == GraphRole.Classifier ? graph with { Outputs = [logits] } : graph)],
        });
        Refused("at most 67108864 values a sample");
    }

    /// <summary>What is not what was hashed is never parsed: the message is of the hash, not of what the bytes are.</summary>
    [TestMethod]
    public void Load_NoOnnxUnderTheOldHash_IsRefusedByHash()
    {
        var path = _files.PathOf(GraphRole.Decoder);
        File.WriteAllBytes(path, Enumerable.Repeat((byte)0xFF, (int)new FileInfo(path).Length).ToArray());
        Refused("SHA-256");
    }

    /// <summary>The session is held to the manifest as well: the file says one thing of itself and computes another.</summary>
    [TestMethod]
    public void Denoiser_GraphOfAnotherShape_IsRefused()
    {
        _files.Change(GraphRole.Denoiser, model => model.Graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 6);
        using var bundle = _files.Load();
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => bundle.Denoiser).Message, "found images: float32 [batch,1,6,5]");
    }

    [TestMethod]
    public void Denoiser_UnknownOperator_IsRefusedWithTheEnginesWord()
    {
        _files.Change(GraphRole.Denoiser, model => model.Graph.Node[0].OpType = "Teleport");
        using var bundle = _files.Load();
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => bundle.Denoiser).Message, "Teleport");
    }

    [TestMethod]
    public void Denoiser_FileChangedAfterLoading_IsRefused()
    {
        using var bundle = _files.Load();
        File.WriteAllBytes(_files.PathOf(GraphRole.Denoiser), TinyModel.Graph(GraphRole.Denoiser, "tiny-3").ToBytes());
        Assert.ThrowsExactly<BundleException>(() => bundle.Denoiser);
    }

    [TestMethod]
    public void Classifier_BundleWithoutOne_NamesWhatThereIs()
    {
        using var files = new TestBundle(roles: [GraphRole.Encoder, GraphRole.Decoder]);
        using var bundle = files.Load();
        Assert.IsFalse(bundle.Has(GraphRole.Classifier));
        Assert.IsTrue(bundle.Has(GraphRole.Encoder));
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => bundle.Classifier).Message, "expected a graph with the role 'classifier', found encoder, decoder");
    }

    private void Refused(string expected)
    {
        var error = Assert.ThrowsExactly<BundleException>(() => _files.Load());
        StringAssert.Contains(error.Message, expected);
        StringAssert.StartsWith(error.Message, _files.Folder);
    }
}
