using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A memory that is read by similarity and written slot by slot, in place, while the sequence goes by.</summary>
internal sealed class MemoryNetwork : Module<Tensor, Tensor>
{
    private const int Slots = 3;
    private readonly Linear key = Linear(4, 4), gate = Linear(8, 4);

    public MemoryNetwork() : base("memory") => RegisterComponents();

    public override Tensor forward(Tensor sequence)
    {
        var memory = zeros(sequence.shape[0], Slots, 4);
        var read = zeros_like(sequence[.., 0]);
        for (var step = 0; step < sequence.shape[1]; step++)
        {
            var input = sequence.select(1, step);
            memory[.., step % Slots].copy_(key.call(input)).tanh_();
            var weights = functional.cosine_similarity(memory, input.unsqueeze(1), dim: 2).softmax(1);
            read = (memory * weights.unsqueeze(2)).sum(1);
            memory.select(1, (step + 1) % Slots).mul_(gate.call(cat([input, read], 1)).sigmoid_());
        }

        return cat([memory.flatten(1), read], 1);
    }
}
