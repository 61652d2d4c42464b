using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Tests.Export.Tracing;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>
/// What docs/exporting.md says of TorchSharp's own faults is still so, and graphs repeat it. A test that fails here means that a newer
/// TorchSharp has mended one: take its row from the page.
/// </summary>
[TestClass]
public sealed class TorchSharpFaultTests
{
    private static readonly TensorSpec Rows = TensorSpec.Float32("x", Dimension.Batch, 4);

    [TestMethod]
    public void HardTanh_OutOfPlace_DoesNotClip()
    {
        using var scope = NewDisposeScope();
        var two = full([1], 2.0f);

        Assert.AreEqual(2, two.hardtanh(-1, 1).item<float>());
        Assert.AreEqual(2, F.hardtanh(two, -1, 1).item<float>());
        Assert.AreEqual(2, nn.Hardtanh(-1, 1).forward(two).item<float>());
        Assert.AreEqual(1, two.clone().hardtanh_(-1, 1).item<float>());
        Verify(x => x.hardtanh(-1, 1));
    }

    [TestMethod]
    public void Baddbmm_Arguments_ChangePlaces()
    {
        using var scope = NewDisposeScope();
        var (matrix, left, right) = (full([1, 1, 1], 3f), full([1, 1, 1], 5f), full([1, 1, 1], 7f));

        var result = matrix.baddbmm(left, right, beta: 2, alpha: 10).item<float>();

        Assert.AreEqual((2 * 7) + (10 * 3 * 5), result, "PyTorch returns 2 · 3 + 10 · 5 · 7.");
    }

    [TestMethod]
    public void AdaptiveMaxPool3d_Throws_AndIsRefused() =>
        AssertRefused(x => F.adaptive_max_pool3d(x.reshape(-1, 1, 1, 2, 2), [1, 1, 1]));

    [TestMethod]
    public void MaxUnpool2d_Throws_AndIsRefused() => AssertRefused(x =>
    {
        var (values, indices) = F.max_pool2d_with_indices(x.reshape(-1, 1, 2, 2), [2, 2]);
        return F.max_unpool2d(values, indices, [2, 2], [2, 2], [0, 0], [2, 2]);
    });

    [TestMethod]
    public void MaxUnpool3d_Throws_AndIsRefused() => AssertRefused(x =>
    {
        var (values, indices) = F.max_pool3d_with_indices(x.reshape(-1, 1, 1, 2, 2), [1, 2, 2]);
        return F.max_unpool3d(values, indices, [1, 2, 2], [1, 2, 2], [0, 0, 0], [1, 2, 2]);
    });

    [TestMethod]
    public void NanMean_AsThePageWritesIt_IsExported() => Verify(x => x.log().nansum() / (~x.log().isnan()).sum());

    [TestMethod]
    public void PoissonLoss_Epsilon_IsIgnored()
    {
        using var scope = NewDisposeScope();

        var loss = F.poisson_nll_loss(full([1], 0.5f), ones(1), log_input: false, eps: 1).item<float>();

        Assert.AreEqual(0.5 - Math.Log(0.5), loss, 1e-6, "PyTorch returns 0.5 − log(1.5).");
    }

    [TestMethod]
    public void GaussianLoss_WithoutReduction_HasOneElementASample()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 4);

        Assert.AreEqual(3, F.gaussian_nll_loss(x, x, x + 1, reduction: nn.Reduction.None).numel());
    }

    private static void AssertRefused(Func<Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        using var net = new FunctionNet(function);
        net.eval();
        Assert.Throws<Exception>(() => net.forward(ones(2, 4)));

        Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, Rows));
    }

    private static void Verify(Func<Tensor, Tensor> function)
    {
        using var net = new FunctionNet(function);
        net.eval();
        OnnxExporter.Export(net, Rows).VerifyAgainst(net);
    }
}
