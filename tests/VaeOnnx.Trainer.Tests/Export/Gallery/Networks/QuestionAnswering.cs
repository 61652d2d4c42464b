using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A RoBERTa-like reader: the module's own forward of three tensors beside the inherited ones that throw; changes in place.</summary>
internal sealed class QuestionAnswering : Module
{
    private const int Heads = 2;
    private readonly Embedding words = Embedding(13, 8, padding_idx: 1), positions = Embedding(6, 8);
    private readonly Linear query = Linear(8, 8), key = Linear(8, 8), value = Linear(8, 8), spans = Linear(8, 2);
    private readonly LayerNorm norm = LayerNorm([8], eps: 1e-6);
    private readonly Dropout dropout = Dropout(0.3);

    public QuestionAnswering() : base(nameof(QuestionAnswering)) => RegisterComponents();

    public Tensor forward(Tensor tokens) => throw new NotSupportedException($"Positions and a mask are missing for {tokens}.");

    public (Tensor start, Tensor end) forward(Tensor tokens, Tensor places, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var x = dropout.forward(norm.forward(words.forward(tokens) + positions.forward(places)));
        var queries = Split(query.forward(x)).div_(Math.Sqrt(8.0 / Heads));
        var scores = matmul(queries, Split(key.forward(x)).transpose_(-1, -2));
        if (mask is not null && !mask.IsInvalid)
            scores.add_((1 - mask).unsqueeze(1).unsqueeze(1) * -10000f);
        var context = matmul(functional.softmax(scores, dim: -1), Split(value.forward(x))).permute(0, 2, 1, 3).contiguous();
        context = context.view([.. context.shape[..^2].Append(8L)]);
        var logits = spans.forward(norm.forward(x + context)).split(1, dim: -1);
        return (logits[0].squeeze(-1).MoveToOuterDisposeScope(), logits[1].squeeze(-1).MoveToOuterDisposeScope());
    }

    /// <summary>[N, T, C] to [N, heads, T, C / heads].</summary>
    private static Tensor Split(Tensor x)
    {
        using var scope = NewDisposeScope();
        var shape = x.shape[..^1].Append(Heads).Append(8 / Heads).ToArray();
        return x.view(shape).permute(0, 2, 1, 3).contiguous().MoveToOuterDisposeScope();
    }
}
