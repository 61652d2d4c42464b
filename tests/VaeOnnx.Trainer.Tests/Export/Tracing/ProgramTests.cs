using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>What the graph makes of free sizes, shared memory, stored tensors, hooks, several inputs and outputs.</summary>
[TestClass]
public sealed class ProgramTests
{
    private static readonly TensorSpec Input = TensorSpec.Float32("x", Dimension.Batch, 6);

    [TestMethod]
    public void Export_ViewByBatch_KeepsTheShapeConstant()
    {
        using var net = new FunctionNet(x => x.view(x.shape[0], 2, 3));

        var model = Verified(net, Input);

        CollectionAssert.AreEqual(new[] { "Reshape" }, OpTypes(model));
        Assert.AreEqual("output: float32 [batch,2,3]", model.Outputs[0].ToString());
    }

    [TestMethod]
    public void Export_MultipleOfTheBatch_NamesTheAxis()
    {
        using var net = new FunctionNet(x => x.view(x.shape[0] * 2, 3) * 2f);

        Assert.AreEqual("output: float32 [2*batch,3]", Verified(net, Input).Outputs[0].ToString());
    }

    [TestMethod]
    public void Export_NumberThatFollowsTheBatch_IsComputedInTheGraph()
    {
        using var net = new FunctionNet(x => x.sum([0], keepdim: true) / x.shape[0] + (x.shape[0] - 1));

        CollectionAssert.Contains(OpTypes(Verified(net, Input)), "Shape");
    }

    [TestMethod]
    public void Export_SeveralFreeDimensions_FollowsEach()
    {
        using var net = new FunctionNet(x => nn.functional.avg_pool2d(x, 2).flatten(1));
        var options = new ExportOptions { SampleSizes = new Dictionary<string, SampleSizes> { ["height"] = new(4, 6), ["width"] = new(8, 10) } };

        var model = OnnxExporter.Export(net, options, TensorSpec.Float32("x", Dimension.Batch, 3, Dimension.Named("height"), Dimension.Named("width")));

        foreach (var (height, width) in new[] { (4, 8), (2, 6), (12, 4) })
            Assert.IsTrue(model.VerifyAgainst(net, [[rand(2, 3, height, width)]]).Passed);
    }

    [TestMethod]
    public void Export_InPlaceOperations_AreValues()
    {
        using var net = new FunctionNet(x =>
        {
            var h = x.exp();
            var twin = h.alias();
            h.add_(1).mul_(2);
            nn.functional.relu(h, inplace: true);
            return twin + x;
        });

        CollectionAssert.AreEqual(new[] { "Exp", "Add", "Mul", "Relu", "Add" }, OpTypes(Verified(net, Input)));
    }

    [TestMethod]
    public void Export_InPlaceOnTheInput_LeavesTheGraphPure()
    {
        using var net = new FunctionNet(x => x.add_(1) * 2);

        _ = Verified(net, Input);
    }

    [TestMethod]
    public void Export_ConstantsChangedInPlace_AreKeptApart()
    {
        using var net = new FunctionNet(x =>
        {
            var offset = zeros(6);
            var y = x + offset;
            offset.add_(3);
            return y * 2 + offset;
        });

        _ = Verified(net, Input);
    }

    [TestMethod]
    public void Export_TensorsInFields_AreNamedByTheirPath()
    {
        using var net = new StoringNet();
        net.eval();

        var names = Verified(net, Input).Proto.Graph.Initializer.Select(initializer => initializer.Name).ToArray();

        CollectionAssert.IsSubsetOf(new[] { "_offset", "table.0", "_layer.weight", "_layer.bias", "_scale" }, names);
    }

    [TestMethod]
    public void Export_TensorCachedByForward_IsAConstantAndStaysAlive()
    {
        using var net = new CachingNet();

        var model = Verified(net, Input);

        CollectionAssert.AreEqual(new[] { "Mul" }, OpTypes(model));
        Assert.IsFalse(net.Mask!.IsInvalid);
    }

    [TestMethod]
    public void Export_OperationsOnConstants_AreFolded()
    {
        using var net = new FunctionNet(x => x + (arange(6).to_type(ScalarType.Float32) / 6).exp());

        CollectionAssert.AreEqual(new[] { "Add" }, OpTypes(Verified(net, Input)));
    }

    [TestMethod]
    public void Export_UnusedBranch_IsDropped()
    {
        using var net = new FunctionNet(x =>
        {
            _ = x.exp().sum();
            return x.relu();
        });

        CollectionAssert.AreEqual(new[] { "Relu" }, OpTypes(Verified(net, Input)));
    }

    [TestMethod]
    public void Export_Hooks_Run()
    {
        using var layer = nn.Linear(6, 4);
        using var net = nn.Sequential(layer, nn.ReLU());
        net.eval();
        layer.register_forward_hook((_, _, output) => output * 2);
        layer.register_forward_pre_hook((_, input) => input + 1);

        CollectionAssert.AreEqual(new[] { "Add", "Gemm", "Mul", "Relu" }, OpTypes(Verified(net, Input)));
    }

    [TestMethod]
    public void Export_InputReturnedAsItIs_GetsItsOwnName()
    {
        using var net = new FunctionNet(x => x);

        CollectionAssert.AreEqual(new[] { "Identity" }, OpTypes(Verified(net, Input)));
    }

    [TestMethod]
    public void Export_TwoInputs_ReturnsADictionaryByKeys()
    {
        using var net = new DictionaryNet();
        var model = Verified(net, TensorSpec.Float32("left", Dimension.Batch, 6), TensorSpec.Float32("right", Dimension.Batch, 6));

        CollectionAssert.AreEqual(new[] { "sum", "same" }, model.Outputs.Select(output => output.Name).ToArray());
    }

    [TestMethod]
    public void Export_Array_NumbersItsOutputs()
    {
        using var net = new ArrayNet();

        CollectionAssert.AreEqual(new[] { "output_0", "output_1", "output_2" }, Verified(net, Input).Outputs.Select(output => output.Name).ToArray());
    }

    [TestMethod]
    public void Export_TwiceAndRebuilt_GivesTheSameBytes()
    {
        byte[] Bytes()
        {
            random.manual_seed(3);
            using var net = new StoringNet();
            net.eval();
            return OnnxExporter.Export(net, new ExportOptions { Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } }, Input).ToBytes();
        }

        CollectionAssert.AreEqual(Bytes(), Bytes());
    }

    [TestMethod]
    public void Export_LeavesNoTensorBehind()
    {
        using var net = new StoringNet();
        net.eval();
        _ = OnnxExporter.Export(net, Input);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        _ = OnnxExporter.Export(net, Input);

        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(17)]
    [DataRow(18)]
    [DataRow(21)]
    public void Export_Opset_IsTheOneAskedFor(int opset)
    {
        using var net = new FunctionNet(x => x.view(-1, 2, 3).mean([1]).clamp(0.1, 0.8).softmax(1));

        var model = OnnxExporter.Export(net, new ExportOptions { Opset = opset }, Input);

        Assert.AreEqual(opset, model.Opset);
        Assert.AreEqual(opset, model.Proto.OpsetImport.Single().Version);
        Assert.IsTrue(model.VerifyAgainst(net).Passed);
    }

    [TestMethod]
    public void Export_CustomEmitters_ComeFirst()
    {
        using var net = nn.Sequential(new StoringNet(), new FunctionNet(x => x.sinh()));
        net.eval();
        var options = new ExportOptions
        {
            Emitters =
            [
                CustomEmitter.ForModule<StoringNet>(c => [c.Emit("Identity", [c.Tensor("x")])]),
                CustomEmitter.ForOperation("sinh", c => [c.Emit("Sinh", [c.Input])]),
            ],
        };

        CollectionAssert.AreEqual(new[] { "Identity", "Sinh" }, OpTypes(OnnxExporter.Export(net, options, Input)));
    }

    [TestMethod]
    public void VerifyAgainst_AnotherModule_SaysWhereTheyDiffer()
    {
        using var net = new FunctionNet(x => x * 2);
        using var other = new FunctionNet(x => x * 3);
        var model = OnnxExporter.Export(net, Input);

        var failure = Assert.ThrowsExactly<ParityException>(() => model.VerifyAgainst(other));

        StringAssert.Contains(failure.Message, "'output' at batch 1", StringComparison.Ordinal);
        Assert.IsGreaterThan(0.1, failure.Report.MaxAbsoluteDifference);
    }

    private static OnnxModel Verified(nn.Module module, params TensorSpec[] inputs)
    {
        var model = OnnxExporter.Export(module, inputs);
        Assert.IsTrue(model.VerifyAgainst(module).Passed);
        return model;
    }

    private static string[] OpTypes(OnnxModel model) => [.. model.Proto.Graph.Node.Select(node => node.OpType)];

    private sealed class StoringNet : nn.Module<Tensor, Tensor>
    {
        private readonly Tensor _offset = full(6, 0.5f);
        private readonly List<Tensor> _table = [full(6, 2f)];
        private readonly TorchSharp.Modules.Parameter _scale = nn.Parameter(full(6, 3f));
        private readonly TorchSharp.Modules.Linear _layer = nn.Linear(6, 6);

        public StoringNet()
            : base(nameof(StoringNet)) => RegisterComponents();

        public override Tensor forward(Tensor x) => _layer.call(x + _offset) * _scale + _table[0];
    }

    private sealed class CachingNet() : nn.Module<Tensor, Tensor>(nameof(CachingNet))
    {
        public Tensor? Mask { get; private set; }

        public override Tensor forward(Tensor x)
        {
            Mask ??= arange(6).to_type(ScalarType.Float32) + 1;
            return x * Mask;
        }
    }

    private sealed class DictionaryNet() : nn.Module<Tensor, Tensor, Dictionary<string, Tensor>>(nameof(DictionaryNet))
    {
        public override Dictionary<string, Tensor> forward(Tensor left, Tensor right) => new() { ["sum"] = left + right, ["same"] = left };
    }

    private sealed class ArrayNet() : nn.Module<Tensor, Tensor[]>(nameof(ArrayNet))
    {
        public override Tensor[] forward(Tensor x) => x.chunk(3, 1);
    }
}
