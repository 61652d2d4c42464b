using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Numbers that follow a free size in other ways than as multiples: they are exported as what they are, or refused.</summary>
[TestClass]
public sealed class FreeSizeTests
{
    private static readonly TensorSpec Rows = TensorSpec.Float32("x", Dimension.Batch, 6);
    private static readonly TensorSpec Strip = TensorSpec.Float32("x", Dimension.Batch, Dimension.Named("width"));
    private static readonly TensorSpec Image = TensorSpec.Float32("x", Dimension.Batch, 2, Dimension.Named("height"), Dimension.Named("width"));

    [TestMethod]
    public void Export_HalfTheBatch_IsRoundedDown() => Same(x => x.narrow(0, 0, x.shape[0] / 2) * 2, Rows, [1, 6], [2, 6], [7, 6], [64, 6]);

    [TestMethod]
    public void Export_HalfTheBatch_NamesTheAxis()
    {
        using var net = new FunctionNet(x => x.narrow(0, 0, (x.shape[0] + 1) / 2) * 2);

        Assert.AreEqual("output: float32 [floor((batch+1)/2),6]", OnnxExporter.Export(net, Rows).Outputs[0].ToString());
    }

    [TestMethod]
    public void Export_AThirdOfTheBatch_RoundedUp() => Same(x => x.narrow(0, 0, (x.shape[0] + 2) / 3), Rows, [1, 6], [5, 6], [6, 6], [31, 6]);

    [TestMethod]
    public void Export_BatchWithLimit_IsLimited()
    {
        using var net = new FunctionNet(x => x.narrow(0, 0, Math.Min(x.shape[0], 3)).sum([0], keepdim: true) + x);

        Same(net, Rows, [1, 6], [3, 6], [4, 6], [64, 6]);
    }

    [TestMethod]
    public void Export_RangePastTheSampledWidth_StatesNoSize()
    {
        using var net = new FunctionNet(x => x[.., ..300] * 2);

        var model = Same(net, Strip, [2, 20], [2, 300], [2, 301], [3, 600]);

        Assert.AreNotEqual("width", model.Outputs[0].Shape[1].Name);
    }

    [TestMethod]
    public void Export_RangeWithinTheSampledWidth_IsTheSmallerOne() => Same(x => x[.., ..36] * x[0, ..36], Strip, [2, 20], [2, 36], [3, 60]);

    [TestMethod]
    public void Export_LastOfARange_StaysTheLast() => Same(x => x[.., ^300..] * 2, Strip, [2, 20], [2, 300], [2, 301]);

    [TestMethod]
    public void Export_Patches_FollowHeightAndWidth() => Same(
        x => x.reshape(x.shape[0], 2, x.shape[2] / 4, 4, x.shape[3] / 4, 4).permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2),
        Image, [1, 2, 32, 32], [2, 2, 4, 8], [3, 2, 20, 12]);

    [TestMethod]
    public void Export_SmallerOfTwoSizes_IsNotTakenForConstant()
    {
        var refusal = Refusal(x => x.narrow(2, 0, Math.Min(x.shape[2], x.shape[3])), Image);

        StringAssert.Contains(refusal.Message, "'length'", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Operation, "narrow", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_SquareRootOfTheBatch_Refuses()
    {
        var refusal = Refusal(x => x.narrow(0, 0, (long)Math.Sqrt(x.shape[0])), Rows);

        StringAssert.Contains(refusal.Message, "no size of an input explains", StringComparison.Ordinal);
        Assert.AreNotEqual("", refusal.Method);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(30)]
    [DataRow(100)]
    public void Export_BranchOnTheBatch_Refuses(long bound) =>
        StringAssert.Contains(Refusal(x => x.shape[0] > bound ? x.relu() : x.exp(), Rows).Message, "different path", StringComparison.Ordinal);

    [TestMethod]
    public void Export_BranchOnOddSizes_Refuses() =>
        StringAssert.Contains(Refusal(x => x.shape[3] % 2 == 0 ? x.relu() : x.exp(), Image).Message, "different path", StringComparison.Ordinal);

    [TestMethod]
    public void Export_ModuleThatNeedsMultiples_IsTracedAtMultiples()
    {
        using var net = new FunctionNet(x => cat([x, nn.functional.interpolate(nn.functional.max_pool2d(x, 8), scale_factor: [8, 8])], 1));

        Same(net, Image, [1, 2, 32, 32], [2, 2, 8, 24]);
    }

    [TestMethod]
    public void Export_ModuleWithALargestSize_SaysWhatToGive()
    {
        var table = ones(1, 45);
        using var net = new FunctionNet(x => x + table[.., ..(int)x.shape[1]]);

        StringAssert.Contains(Refusal(net, Strip).Message, "SampleSizes", StringComparison.Ordinal);

        var options = new ExportOptions { SampleSizes = new Dictionary<string, SampleSizes> { ["width"] = new(32, 40) { Third = 45 } } };
        var model = OnnxExporter.Export(net, options, Strip);
        Assert.IsTrue(model.VerifyAgainst(net, [[rand(2, 9)], [rand(1, 45)]]).Passed);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Export_WindowsOfAFreeAxis_FollowIt(long step) => Same(x => x.unfold(1, 4, step) * 2, Strip, [2, 4], [1, 5], [2, 33], [3, 64]);

    [TestMethod]
    public void Export_SizeOfTheResultItself_IsRefusedByName()
    {
        using var net = new FunctionNet(x => x.unfold(1, 4, 3) * 2);
        var options = new ExportOptions { Emitters = [CustomEmitter.ForOperation("unfold", c => [c.Emit("Expand", [c.Input, c.SizeVector(c.Result.Shape)])])] };

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, options, Strip));

        StringAssert.Contains(refusal.Message, "no axis of an earlier tensor tells", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_MaskCachedBySize_StaysAlive()
    {
        using var net = new SizedMaskNet();

        _ = OnnxExporter.Export(net, Rows);

        Assert.IsFalse(net.Mask!.IsInvalid);
    }

    private static void Same(Func<Tensor, Tensor> function, TensorSpec input, params long[][] shapes)
    {
        using var net = new FunctionNet(function);
        Same(net, input, shapes);
    }

    private static OnnxModel Same(FunctionNet net, TensorSpec input, params long[][] shapes)
    {
        using var scope = NewDisposeScope();
        var model = OnnxExporter.Export(net, input);
        Assert.IsTrue(model.VerifyAgainst(net, [.. shapes.Select(shape => new[] { rand(shape) })]).Passed);
        return model;
    }

    private static ExportException Refusal(Func<Tensor, Tensor> function, TensorSpec input)
    {
        using var net = new FunctionNet(function);
        return Refusal(net, input);
    }

    private static ExportException Refusal(FunctionNet net, TensorSpec input) =>
        Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, input));

    private sealed class SizedMaskNet() : nn.Module<Tensor, Tensor>(nameof(SizedMaskNet))
    {
        public Tensor? Mask { get; private set; }

        public override Tensor forward(Tensor x)
        {
            if (Mask is null || Mask.shape[0] < 6)
                Mask = ones(6);
            return x * Mask;
        }
    }
}
