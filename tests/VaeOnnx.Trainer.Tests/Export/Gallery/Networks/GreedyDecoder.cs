using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A decoder that feeds its own best token back: argmax and embedding step by step, results in a list.</summary>
internal sealed class GreedyDecoder : Module<Tensor, (Tensor tokens, Tensor scores)>
{
    private const int Steps = 4, Vocabulary = 9, Width = 5;
    private readonly Embedding embedding = Embedding(Vocabulary, Width);
    private readonly GRUCell cell = GRUCell(Width, Width);
    private readonly Linear logits = Linear(Width, Vocabulary);

    public GreedyDecoder() : base(nameof(GreedyDecoder)) => RegisterComponents();

    public override (Tensor tokens, Tensor scores) forward(Tensor context)
    {
        List<Tensor> tokens = [], scores = [];
        var state = context.tanh();
        var last = zeros(context.shape[0], dtype: int64, device: context.device);
        do
        {
            state = cell.call(embedding.call(last), state);
            var (best, index) = functional.log_softmax(logits.call(state), dim: 1).max(1);
            last = index;
            tokens.Add(index);
            scores.Add(best);
        }
        while (tokens.Count < Steps);
        return (stack(tokens, dim: 1), stack([.. scores], dim: 1).sum(1));
    }
}
