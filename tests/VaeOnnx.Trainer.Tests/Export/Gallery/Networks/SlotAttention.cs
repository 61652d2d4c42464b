using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Slot attention (Locatello et al. 2020): slots compete for inputs, a recurrent cell updates them, three times over.</summary>
internal sealed class SlotAttention : Module<Tensor, Tensor>
{
    private readonly int slots;
    private readonly Parameter mean;
    private readonly Linear query = Linear(6, 6), key = Linear(4, 6), value = Linear(4, 6);
    private readonly GRUCell cell = GRUCell(6, 6);
    private readonly LayerNorm slotNorm = LayerNorm(6);

    public SlotAttention(int slots)
        : base(nameof(SlotAttention))
    {
        this.slots = slots;
        mean = Parameter(randn(1, slots, 6));
        RegisterComponents();
    }

    public override Tensor forward(Tensor inputs)
    {
        var (keys, values) = (key.call(inputs), value.call(inputs));
        var state = mean.repeat(inputs.shape[0], 1, 1);
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            var attention = softmax(bmm(keys, query.call(slotNorm.call(state)).mT) * Math.Pow(6, -0.5), dim: -1) + 1e-8;
            var updates = bmm((attention / attention.sum(1, keepdim: true)).transpose(1, 2), values);
            state = cell.call(updates.reshape(-1, 6), state.reshape(-1, 6)).reshape(-1, slots, 6).MoveToOuterDisposeScope();
        }

        return state;
    }
}
