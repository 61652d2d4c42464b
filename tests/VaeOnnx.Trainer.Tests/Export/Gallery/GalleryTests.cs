namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Networks in the ways people write them export unchanged and compute the same in ONNX Runtime.</summary>
[TestClass]
public sealed class GalleryTests
{
    /// <summary>The names of the rows, as MSTest shows them.</summary>
    public static IEnumerable<object[]> Names => GalleryNetworks.All.Select(network => new object[] { network.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Export_Network_ComputesTheSame(string name)
    {
        var network = GalleryNetworks.All.Single(n => n.Name == name);
        using var module = network.Build();

        ExportProof.Check(module, network.Inputs, ExportProof.BatchSizes);
    }
}
