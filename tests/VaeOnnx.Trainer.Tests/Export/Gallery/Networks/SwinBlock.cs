using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Shifted windows (Liu et al. 2021): roll, partition into windows by a six-axis view, attend with a position bias, undo.</summary>
internal sealed class SwinBlock : Module<Tensor, Tensor>
{
    private const int Size = 8, Window = 4, Shift = 2, Dim = 6, Heads = 2;
    private readonly LayerNorm norm = LayerNorm(Dim);
    private readonly Linear qkv = Linear(Dim, 3 * Dim);
    private readonly Linear proj = Linear(Dim, Dim);
    private readonly Parameter bias = Parameter(randn(Heads, Window * Window, Window * Window) * 0.1);
    private readonly Tensor mask;

    public SwinBlock() : base("swin")
    {
        var regions = zeros(1, Size, Size, 1);
        var count = 0;
        (int from, int to)[] spans = [(0, Size - Window), (Size - Window, Size - Shift), (Size - Shift, Size)];
        foreach (var (top, bottom) in spans)
        {
            foreach (var (left, right) in spans)
                regions[.., top..bottom, left..right, ..] = count++;
        }

        var windows = Partition(regions).view(-1, Window * Window);
        mask = windows.unsqueeze(1).sub(windows.unsqueeze(2)).ne(0).to(float32) * -100;
        register_buffer("mask", mask);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var shifted = norm.forward(x).roll(new long[] { -Shift, -Shift }, new long[] { 1, 2 });
        var attended = Attend(Partition(shifted).view(-1, Window * Window, Dim));
        var merged = Merge(attended.view(-1, Window, Window, Dim));
        return x + merged.roll(new long[] { Shift, Shift }, new long[] { 1, 2 });
    }

    private Tensor Attend(Tensor windows)
    {
        var (n, t) = (windows.shape[0], windows.shape[1]);
        var parts = qkv.forward(windows).reshape(n, t, 3, Heads, Dim / Heads).permute(2, 0, 3, 1, 4).unbind(0);
        var scores = (parts[0] * (1 / Math.Sqrt(Dim / Heads))).matmul(parts[1].transpose(-2, -1)) + bias.unsqueeze(0);
        var perImage = mask.shape[0];
        scores = scores.view(n / perImage, perImage, Heads, t, t) + mask.unsqueeze(1).unsqueeze(0);
        var weights = functional.softmax(scores.view(-1, Heads, t, t), -1);
        return proj.forward(weights.matmul(parts[2]).transpose(1, 2).reshape(n, t, Dim));
    }

    private static Tensor Partition(Tensor x) => x
        .view(x.shape[0], Size / Window, Window, Size / Window, Window, x.shape[3])
        .permute(0, 1, 3, 2, 4, 5).contiguous()
        .view(-1, Window, Window, x.shape[3]);

    private static Tensor Merge(Tensor windows)
    {
        var batch = windows.shape[0] / (Size / Window * (Size / Window));
        return windows.view(batch, Size / Window, Size / Window, Window, Window, -1).permute(0, 1, 3, 2, 4, 5).contiguous().view(batch, Size, Size, -1);
    }
}
