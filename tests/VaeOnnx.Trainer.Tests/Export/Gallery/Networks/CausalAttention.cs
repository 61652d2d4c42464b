using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Multi-head attention written out, causal by a mask buffer, as in the GPT tutorials.</summary>
internal sealed class CausalAttention : Module<Tensor, Tensor>
{
    private readonly int heads;
    private readonly Linear qkv;
    private readonly Linear proj;
    private readonly Tensor mask;
    private readonly Dropout drop = Dropout(0.1);

    public CausalAttention(int width, int heads, int block) : base("attention")
    {
        this.heads = heads;
        qkv = Linear(width, 3 * width);
        proj = Linear(width, width);
        mask = tril(ones(block, block)).view(1, 1, block, block);
        register_buffer("mask", mask);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var B = x.shape[0];
        var T = x.shape[1];
        var C = x.shape[2];
        var parts = qkv.forward(x).split(C, dim: 2);
        var q = parts[0].view(B, T, heads, C / heads).transpose(1, 2);
        var k = parts[1].view(B, T, heads, C / heads).transpose(1, 2);
        var v = parts[2].view(B, T, heads, C / heads).transpose(1, 2);
        var att = q.matmul(k.transpose(-2, -1)) * (1.0 / Math.Sqrt(C / heads));
        att = att.masked_fill(mask[.., .., ..(int)T, ..(int)T].eq(0), float.NegativeInfinity);
        att = drop.forward(functional.softmax(att, -1));
        var y = att.matmul(v).transpose(1, 2).contiguous().view(B, T, C);
        return proj.forward(y);
    }
}
