using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Extension;

/// <summary>The examples of docs/exporting.md: emitters for a module, a method and an operation of one's own.</summary>
[TestClass]
public sealed class CustomEmitterTests
{
    private static readonly TensorSpec Rows = TensorSpec.Float32("x", Dimension.Batch, 4);

    [TestMethod]
    public void ForModule_RunsForwardAsItIs_AndEmitsItsNodes()
    {
        using var module = new UnitLength();

        var model = Export(module, CustomEmitter.ForModule<UnitLength>(c => [c.Emit("LpNormalization", [c.Tensor("x")], ("axis", 1), ("p", 2))]));

        CollectionAssert.AreEqual(new[] { "LpNormalization" }, OpTypes(model));
        model.VerifyAgainst(module);
    }

    [TestMethod]
    public void ForModule_InTheTree_NamesItsNodesByPath()
    {
        using var module = nn.Sequential(("linear", nn.Linear(4, 4)), ("unit", new UnitLength()));
        module.eval();

        var model = Export(module, CustomEmitter.ForModule<UnitLength>(c => [c.Emit("LpNormalization", [c.Tensor("x")], ("axis", 1), ("p", 2))]));

        Assert.AreEqual("unit.LpNormalization", model.Proto.Graph.Node[^1].Name);
        model.VerifyAgainst(module);
    }

    [TestMethod]
    public void ForMethod_StandsForTheMethod()
    {
        using var module = new Gated();

        var model = Export(module, CustomEmitter.ForMethod(typeof(Layers).GetMethod(nameof(Layers.Swish))!,
            c => [c.Emit("Mul", [c.Input, c.Emit("Sigmoid", [c.Emit("Mul", [c.Input, c.Scalar(c.Number("beta"), c.Input.ElementType)])])])]));

        CollectionAssert.AreEqual(new[] { "Mul", "Sigmoid", "Mul" }, OpTypes(model));
        model.VerifyAgainst(module);
    }

    [TestMethod]
    public void ForOperation_ReplacesTheBuiltInEmitter()
    {
        using var module = nn.ReLU();
        module.eval();

        var model = Export(module, CustomEmitter.ForOperation("relu", c => [c.Emit("Max", [c.Input, c.Scalar(0, c.Input.ElementType)])]));

        CollectionAssert.AreEqual(new[] { "Max" }, OpTypes(model));
        model.VerifyAgainst(module);
    }

    [TestMethod]
    public void Emit_OfAModuleThatStatesItsOwn_TakesItsParameters()
    {
        using var module = nn.Sequential(("scale", new Scaled()), ("act", nn.ReLU()));
        module.eval();

        var model = OnnxExporter.Export(module, Rows);

        CollectionAssert.AreEqual(new[] { "Mul", "Relu" }, OpTypes(model));
        Assert.AreEqual("scale.weight", model.Proto.Graph.Initializer.Single().Name);
        model.VerifyAgainst(module);
    }

    [TestMethod]
    public void Emit_OfTooFewValues_IsRefused()
    {
        using var module = new UnitLength();

        var refusal = Assert.ThrowsExactly<ExportException>(() => Export(module, CustomEmitter.ForModule<UnitLength>(_ => [])));

        StringAssert.Contains(refusal.Message, "returned 0 values", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_DictionaryOfSeveral_NamesOutputsByKey()
    {
        using var module = new TwoInputs();

        var model = OnnxExporter.Export(module, Rows, TensorSpec.Float32("y", Dimension.Batch, 4));

        CollectionAssert.AreEqual(new[] { "sum", "product" }, model.Outputs.Select(output => output.Name).ToArray());
        model.VerifyAgainst(module);
    }

    private static OnnxModel Export(nn.Module module, CustomEmitter emitter)
    {
        module.eval();
        return OnnxExporter.Export(module, new ExportOptions { Emitters = [emitter] }, Rows);
    }

    private static string[] OpTypes(OnnxModel model) => [.. model.Proto.Graph.Node.Select(node => node.OpType)];

    private static class Layers
    {
        public static Tensor Swish(Tensor x, double beta) => x * (x * beta).sigmoid();
    }

    /// <summary>Rows of length 1.</summary>
    private sealed class UnitLength() : nn.Module<Tensor, Tensor>(nameof(UnitLength))
    {
        public override Tensor forward(Tensor x) => x / x.pow(2).sum(1, keepdim: true).sqrt();
    }

    private sealed class Gated() : nn.Module<Tensor, Tensor>(nameof(Gated))
    {
        public override Tensor forward(Tensor x) => Layers.Swish(x, 1.5);
    }

    private sealed class Scaled : nn.Module<Tensor, Tensor>, IOnnxModule
    {
        private readonly TorchSharp.Modules.Parameter _weight = nn.Parameter(arange(4, dtype: ScalarType.Float32));

        public Scaled()
            : base(nameof(Scaled)) => register_parameter("weight", _weight);

        public override Tensor forward(Tensor x) => x * _weight;

        public IReadOnlyList<GraphValue> Emit(EmitterContext context) => [context.Emit("Mul", [context.Tensor("x"), context.Stored(_weight)])];
    }

    private sealed class TwoInputs() : nn.Module<Tensor, Tensor, Dictionary<string, Tensor>>(nameof(TwoInputs))
    {
        public override Dictionary<string, Tensor> forward(Tensor x, Tensor y) => new() { ["sum"] = x + y, ["product"] = x * y };
    }
}
