using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.FSharpNetworks;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Modules written in F# are traced like any other: closures, pipelines, folds, sequences, unions and options.</summary>
[TestClass]
public sealed class FSharpTests
{
    [TestMethod]
    public void Export_FoldOverLayers_ComputesTheSame()
    {
        var activation = Networks.Activation.NewGate(Networks.Activation.Relu, Networks.Activation.NewLeaky(0.2));
        using var net = new Networks.Folded([6, 5, 4], activation);

        Verify(net, TensorSpec.Float32("x", Dimension.Batch, 6));
    }

    [TestMethod]
    public void Export_SequenceExpression_ComputesTheSame()
    {
        using var net = new Networks.Branches();

        Verify(net, TensorSpec.Float32("x", Dimension.Batch, 2, 9));
    }

    [TestMethod]
    public void Export_RecursionOverSteps_ComputesTheSame()
    {
        using var net = new Networks.Recurrent(3);

        Verify(net, TensorSpec.Float32("sequence", Dimension.Batch, 4, 2));
    }

    [TestMethod]
    public void Export_ComposedFunctions_ComputesTheSame()
    {
        using var net = new Networks.Composed();

        Verify(net, TensorSpec.Float32("x", Dimension.Batch, 4));
    }

    private static void Verify(nn.Module net, TensorSpec input)
    {
        net.eval();
        Assert.IsTrue(OnnxExporter.Export(net, input).VerifyAgainst(net).Passed);
    }
}
