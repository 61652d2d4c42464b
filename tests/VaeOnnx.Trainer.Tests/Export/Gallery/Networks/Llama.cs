using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A LLaMA block (Touvron et al. 2023): RMSNorm, rotary positions by strided slices, SwiGLU.</summary>
internal sealed class Llama : Module<Tensor, Tensor>
{
    private const long Heads = 2, HeadDim = 4, Width = Heads * HeadDim;
    private readonly RmsNorm attentionNorm = new(Width), feedForwardNorm = new(Width);
    private readonly Linear wq = Linear(Width, Width, false), wk = Linear(Width, Width, false), wv = Linear(Width, Width, false), wo = Linear(Width, Width, false);
    private readonly Linear w1 = Linear(Width, 12, false), w2 = Linear(12, Width, false), w3 = Linear(Width, 12, false);

    public Llama() : base("llama") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var h = x + Attend(attentionNorm.forward(x));
        var n = feedForwardNorm.forward(h);
        return h + w2.forward(functional.silu(w1.forward(n)) * w3.forward(n));
    }

    private Tensor Attend(Tensor x)
    {
        var seqlen = x.shape[1];
        Tensor[] projected = [wq.forward(x), wk.forward(x), wv.forward(x)];
        for (int i = 0; i < projected.Length; i++)
            projected[i] = projected[i].view(-1, seqlen, Heads, HeadDim).transpose(1, 2);
        if (projected is not [var q, var k, var v])
            throw new InvalidOperationException();
        (q, k) = (Rotate(q), Rotate(k));
        var scores = q.matmul(k.transpose(2, 3)).div(Math.Sqrt(HeadDim));
        scores = scores + full(new[] { seqlen, seqlen }, float.NegativeInfinity).triu(1);
        return wo.forward(scores.softmax(-1).matmul(v).transpose(1, 2).reshape(-1, seqlen, Width));
    }

    private static Tensor Rotate(Tensor x)
    {
        var frequencies = 1.0 / pow(10000.0, arange(0, HeadDim, 2, dtype: float32) / HeadDim);
        var angles = outer(arange(x.shape[2], dtype: float32), frequencies);
        var (cos, sin) = (angles.cos(), angles.sin());
        var even = x[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)];
        var odd = x[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)];
        return stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(3);
    }

    private sealed class RmsNorm : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;

        public RmsNorm(long size) : base("norm")
        {
            weight = Parameter(rand(size) + 0.5);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x * rsqrt(x.pow(2).mean([-1], keepdim: true) + 1e-5) * weight;
    }
}
