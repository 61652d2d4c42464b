using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A temporal convolution with statistics pooling (x-vectors, Snyder et al. 2018).</summary>
internal sealed class SpeakerEmbedding : Module<Tensor, Tensor>
{
    private readonly Sequential frames = Sequential(
        Conv1d(5, 8, 5), ReLU(), BatchNorm1d(8),
        Conv1d(8, 8, 3, dilation: 2), ReLU(), BatchNorm1d(8));

    private readonly Linear segment = Linear(16, 6);

    public SpeakerEmbedding() : base("x-vector") => RegisterComponents();

    public override Tensor forward(Tensor features)
    {
        var h = frames.forward(features);
        var mean = h.mean([-1]);
        var variance = (h - mean.unsqueeze(-1)).pow(2).mean([-1]);
        var pooled = hstack([mean, (variance + 1e-5).sqrt()]);
        return segment.forward(pooled);
    }
}
