using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>The measure that ill-conditioned networks are judged by: small where rounding does little, and no excuse for a wrong graph.</summary>
[TestClass]
public sealed class RoundingSensitivityTests
{
    private static readonly NetworkInput Signal = NetworkInput.Float32("x", Dimension.Batch, 2, 1);

    [TestMethod]
    public void Of_Mlp_IsAFewUnitsInTheLastPlace()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var net = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 4));

        var move = RoundingSensitivity.Of(net, [randn(3, 8)]);

        Assert.IsGreaterThan(0, move);
        Assert.IsLessThan(2e-6, move);
    }

    [TestMethod]
    public void Of_NormOfAConstantSignal_IsAThousandTimesLarger()
    {
        using var scope = NewDisposeScope();
        using var net = ConstantSignalNorm();

        Assert.IsGreaterThan(1e-4, RoundingSensitivity.Of(net, [randn(3, 2, 1) + 3]));
    }

    [TestMethod]
    public void Of_Network_LeavesNoHookBehind()
    {
        using var scope = NewDisposeScope();
        using var net = ConstantSignalNorm();
        var input = randn(3, 2, 1);
        var before = net.call(input);

        RoundingSensitivity.Of(net, [input]);

        Assert.AreEqual(0, (before - net.call(input)).abs().max().item<float>());
    }

    [TestMethod]
    public void CheckWithinRounding_OfAWrongGraph_Fails()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Linear(1, 4), nn.Tanh());
        using var other = nn.Sequential(nn.Linear(1, 4), nn.Tanh());
        net.eval();
        other.eval();
        var model = ExportProof.Export(net, [Signal], new ExportOptions());

        Assert.ThrowsExactly<ParityException>(() => ExportProof.VerifyWithinRounding(model, other, [[ones(3, 2, 1)]]));
    }

    /// <summary>One value stretched to eight: the norm divides what rounding makes of their differences by its own size.</summary>
    private static nn.Module<Tensor, Tensor> ConstantSignalNorm()
    {
        var net = nn.Sequential(nn.Upsample(scale_factor: [8], mode: UpsampleMode.Nearest), nn.LayerNorm(8, eps: 1e-12, elementwise_affine: false));
        net.eval();
        return net;
    }
}
