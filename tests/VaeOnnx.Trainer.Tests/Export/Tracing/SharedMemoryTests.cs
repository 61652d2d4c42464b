using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Views of one memory: what is written through one of them is read through the others.</summary>
[TestClass]
public sealed class SharedMemoryTests
{
    private static readonly TensorSpec Images = TensorSpec.Float32("x", Dimension.Batch, 3, 4, 5);

    /// <summary>Each starts from a tensor of its own, [N, 3, 4, 5], and changes it through views.</summary>
    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> Cases = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["select, copy_"] = x => { x.select(1, 0).copy_(x.select(1, 2)); return x; },
        ["select from the end, mul_"] = x => { x.select(-1, -1).mul_(3); return x; },
        ["indexer, fill_"] = x => { x[.., 0].fill_(0); return x; },
        ["indexers, zero_"] = x => { x[.., 1, 2].zero_(); return x; },
        ["range, add_"] = x => { x[.., 1.., ..2].add_(1); return x; },
        ["range with step, add_"] = x => { x[TensorIndex.Colon, TensorIndex.Slice(0, null, 2)].add_(1); return x; },
        ["ellipsis and new axis, add_"] = x => { x[TensorIndex.Ellipsis, TensorIndex.None, 2].add_(1); return x; },
        ["narrow, add_"] = x => { x.narrow(2, 2, 2).add_(x.narrow(2, 0, 2)); return x; },
        ["narrow along the batch, add_"] = x => { x.narrow(0, 1, x.shape[0] - 1).add_(10); return x; },
        ["first of the batch"] = x => { x[0].add_(1); return x; },
        ["view, mul_"] = x => { x.view(x.shape[0], -1).mul_(2); return x; },
        ["flatten then select"] = x => { x.flatten(1).select(1, 7).add_(1); return x; },
        ["squeeze and unsqueeze"] = x => { x.unsqueeze(1).squeeze(1).add_(1); return x; },
        ["transpose, add_"] = x => { x.transpose(1, 2).add_(ones(4, 3, 5)); return x; },
        ["permute then range"] = x => { x.permute(0, 2, 3, 1)[.., 0].mul_(2); return x; },
        ["movedim then select"] = x => { x.movedim([1], [0])[2].neg_(); return x; },
        ["diagonal, fill_"] = x => { x.diagonal(0, 2, 3).fill_(1); return x; },
        ["chunks"] = x =>
        {
            var parts = x.chunk(2, 2);
            parts[0].add_(parts[1]);
            parts[1].mul_(parts[0]);
            return x;
        },
        ["split of uneven parts"] = x => { x.split([1, 3, 1], 3)[1].exp_(); return x; },
        ["unbind"] = x =>
        {
            foreach (var channel in x.unbind(1))
                channel.mul_(channel);
            return x;
        },
        ["view of a view of a view"] = x => { x[.., 1].transpose(1, 2)[.., 3..].flatten(1)[.., 2].add_(5); return x; },
        ["a view reads what its source wrote"] = x =>
        {
            var view = x.view(-1, 20)[.., 3..];
            x.add_(1);
            return view.relu();
        },
        ["siblings see each other"] = x =>
        {
            var (first, all) = (x[.., 0], x.flatten(2));
            first.add_(1);
            all.mul_(2);
            first.sub_(3);
            return all + first.flatten(1).unsqueeze(1);
        },
        ["a value read before stays"] = x =>
        {
            var before = x[.., 0] * 1;
            x[.., 0].add_(1);
            return x - before.unsqueeze(1);
        },
        ["one view for another"] = x =>
        {
            var (left, right) = (x[.., .., .., ..3], x[.., .., .., 2..]);
            left.add_(1);
            right.mul_(2);
            return left + right;
        },
        ["constants filled by parts"] = x =>
        {
            var mask = zeros(4, 5);
            mask[1].fill_(1);
            mask.select(1, 2).fill_(2);
            var kept = x * mask;
            mask.view(-1).add_(1);
            return kept + (x * mask);
        },
        ["a constant filled by the input"] = x =>
        {
            var table = zeros(x.shape[0], 3, 4, 10);
            table.narrow(3, 2, 5).copy_(x);
            return table;
        },
        ["an axis added in place"] = x =>
        {
            var wide = x[.., 0];
            wide.unsqueeze_(1);
            wide.add_(1);
            return x + wide;
        },
        ["relu in place of a part"] = x => { nn.functional.relu(x[.., 1], inplace: true); return x; },
        ["loop over channels"] = x =>
        {
            for (var channel = 0; channel < 3; channel++)
                x[.., channel].sub_(channel).div_(channel + 2);
            return x;
        },
    };

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Export_ChangedView_IsWrittenBack(string name)
    {
        using var net = new FunctionNet(x => Cases[name](x * 1f));

        var model = OnnxExporter.Export(net, Images);

        Assert.IsTrue(model.VerifyAgainst(net).Passed);
    }

    [TestMethod]
    public void Export_ChangedViewThatNobodyReads_LeavesNoNode()
    {
        using var net = new FunctionNet(x =>
        {
            var own = x * 2;
            own[.., 0].add_(1);
            return x.relu();
        });

        CollectionAssert.AreEqual(new[] { "Relu" }, OnnxExporter.Export(net, Images).Proto.Graph.Node.Select(node => node.OpType).ToArray());
    }

    [TestMethod]
    public void Export_ChangedWindows_AreRefusedByName()
    {
        using var net = new FunctionNet(x =>
        {
            var own = x * 1f;
            own.unfold(3, 2, 2).add_(1);
            return own;
        });

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, Images));

        StringAssert.Contains(refusal.Message, "add_ changed a view", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Message, "unfold", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_ChangedPartOfAWeight_IsRefusedByName()
    {
        using var net = new PaddingNet();

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, TensorSpec.Float32("x", Dimension.Batch, 4)));

        StringAssert.Contains(refusal.Message, "'weight'", StringComparison.Ordinal);
        Assert.AreEqual(1, net.weight[0, 0].item<float>());
    }

    private sealed class PaddingNet : nn.Module<Tensor, Tensor>
    {
        public readonly TorchSharp.Modules.Parameter weight = nn.Parameter(ones(3, 4), requires_grad: false);

        public PaddingNet()
            : base(nameof(PaddingNet)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            weight[0].zero_();
            return x.matmul(weight.t());
        }
    }
}
