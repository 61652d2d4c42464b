using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Several networks of one kind in an array, averaged; weights shared between two of them; a buffer of temperatures.</summary>
internal sealed class DistilledEnsemble : Module<Tensor, (Tensor mean, Tensor spread)>
{
    private readonly Linear[] members;
    private readonly Tensor temperatures = tensor(new[] { 0.5f, 1f, 2f });

    public DistilledEnsemble()
        : base("ensemble")
    {
        var shared = Linear(6, 3);
        members = [shared, Linear(6, 3), shared];
        foreach (var (index, member) in members.Index().DistinctBy(item => item.Item))
            register_module($"member{index}", member);
        register_buffer("temperatures", temperatures);
        RegisterComponents();
    }

    public override (Tensor mean, Tensor spread) forward(Tensor x)
    {
        var votes = members.Select((member, index) => (member.call(x) / temperatures[index]).softmax(1)).ToList();
        var all = stack(votes);
        return (all.mean([0]), all.var(0, unbiased: false).sqrt());
    }
}
