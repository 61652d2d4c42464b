using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Tests.Export.Gallery;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Files;

/// <summary>Every value of a graph states its type and shape, and ONNX Runtime makes values of just those.</summary>
[TestClass]
public sealed class StatedShapeTests
{
    public static IEnumerable<object[]> Names => GalleryTests.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Export_Network_StatesWhatTheEngineMakes(string name)
    {
        using var scope = NewDisposeScope();
        var network = GalleryNetworks.All.Single(candidate => candidate.Name == name);
        using var module = network.Build();
        var model = ExportProof.Export(module, network.Inputs, new ExportOptions { Opset = 21 });

        var stated = model.Proto.Graph.ValueInfo.Concat(model.Proto.Graph.Output).ToDictionary(value => value.Name);
        foreach (var node in model.Proto.Graph.Node)
            Assert.IsTrue(node.Output.All(output => output.Length == 0 || stated.ContainsKey(output)), $"{node.OpType} '{node.Name}' states no shape.");
        AssertMade(model, network, stated);
    }

    /// <summary>Runs the graph with every value as an output.</summary>
    private static void AssertMade(OnnxModel model, GalleryNetwork network, Dictionary<string, ValueInfoProto> stated)
    {
        const int batch = 3;
        var open = model.Proto.Clone();
        open.Graph.Output.Clear();
        open.Graph.Output.AddRange(stated.Values);
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(Google.Protobuf.MessageExtensions.ToByteArray(open), options);
        using var run = new RunOptions();
        var inputs = NetworkInput.Draw(network.Inputs, batch, seed: 1).Zip(model.Inputs, (value, spec) => NativeValue(value, spec.Name)).ToArray();
        string[] names = [.. stated.Keys];
        using var made = session.Run(run, inputs.Select(input => input.Name).ToArray(), [.. inputs.Select(input => input.Value)], names);
        var sizes = new Dictionary<string, long> { ["batch"] = batch };
        for (var index = 0; index < names.Length; index++)
            AssertStated(stated[names[index]], made[index].GetTensorTypeAndShape(), sizes);
        foreach (var input in inputs)
            input.Value.Dispose();
    }

    private static void AssertStated(ValueInfoProto stated, OrtTensorTypeAndShapeInfo made, Dictionary<string, long> sizes)
    {
        var type = stated.Type.TensorType;
        Assert.AreEqual(type.ElemType, (int)made.ElementDataType, stated.Name);
        Assert.HasCount(type.Shape.Dim.Count, made.Shape, stated.Name);
        for (var axis = 0; axis < made.Shape.Length; axis++)
        {
            var dimension = type.Shape.Dim[axis];
            if (dimension.HasDimParam)
                Assert.AreEqual(sizes.TryAdd(dimension.DimParam, made.Shape[axis]) ? made.Shape[axis] : sizes[dimension.DimParam], made.Shape[axis], $"{stated.Name}: {dimension.DimParam}");
            else if (dimension.HasDimValue)
                Assert.AreEqual(dimension.DimValue, made.Shape[axis], $"{stated.Name}, axis {axis}");
        }
    }

    private static (string Name, OrtValue Value) NativeValue(Tensor tensor, string name)
    {
        var packed = tensor.contiguous();
        return (name, packed.dtype == ScalarType.Int64
            ? OrtValue.CreateTensorValueFromMemory(packed.data<long>().ToArray(), packed.shape)
            : OrtValue.CreateTensorValueFromMemory(packed.data<float>().ToArray(), packed.shape));
    }
}
