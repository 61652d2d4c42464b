using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Whatever the C# compiler emits is traced: one construct a test, compared in ONNX Runtime.</summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<object[]> Names => Constructs.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Export_Construct_ComputesTheSame(string name)
    {
        using var net = new FunctionNet(Constructs.All[name]);
        net.eval();

        var model = OnnxExporter.Export(net, TensorSpec.Float32("x", Dimension.Batch, 6));

        Assert.IsTrue(model.VerifyAgainst(net).Passed);
        Assert.IsGreaterThan(0, model.Proto.Graph.Node.Count, "Nothing was recorded.");
    }
}
