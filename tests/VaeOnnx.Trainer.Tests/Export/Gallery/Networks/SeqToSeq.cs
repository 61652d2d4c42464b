using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Encoder and decoder with additive attention (Bahdanau et al. 2015), unrolled over the target's steps with a GRU cell written out.</summary>
internal sealed class SeqToSeq : Module<Tensor, Tensor, Tensor>
{
    private const int Hidden = 6;
    private readonly Embedding source = Embedding(12, 5), target = Embedding(9, 5);
    private readonly GRU encoder = GRU(5, Hidden, batchFirst: true);
    private readonly Linear query = Linear(Hidden, Hidden), key = Linear(Hidden, Hidden), energy = Linear(Hidden, 1);
    private readonly Linear gates = Linear(5 + 2 * Hidden, 2 * Hidden), candidate = Linear(5 + 2 * Hidden, Hidden);
    private readonly Linear output = Linear(Hidden, 9);

    public SeqToSeq() : base("seq2seq") => RegisterComponents();

    public override Tensor forward(Tensor from, Tensor to)
    {
        var (memory, last) = encoder.forward(source.forward(from));
        var keys = key.forward(memory);
        var state = last.squeeze(0);
        var scores = new List<Tensor>();
        foreach (var word in target.forward(to).unbind(1))
        {
            var context = Attend(state, keys, memory);
            state = Cell(cat([word, context], 1), state);
            scores.Add(output.forward(state));
        }

        return stack(scores, 1);
    }

    private Tensor Attend(Tensor state, Tensor keys, Tensor memory)
    {
        var scores = energy.forward(tanh(keys + query.forward(state).unsqueeze(1))).squeeze(-1);
        return scores.softmax(1).unsqueeze(1).bmm(memory).squeeze(1);
    }

    private Tensor Cell(Tensor input, Tensor state)
    {
        var (reset, update) = gates.forward(cat([input, state], 1)).sigmoid().chunk(2, 1) switch
        {
            [var r, var z] => (r, z),
            _ => throw new InvalidOperationException("two gates"),
        };
        var proposed = candidate.forward(cat([input, reset * state], 1)).tanh();
        return (1 - update) * proposed + update * state;
    }
}
