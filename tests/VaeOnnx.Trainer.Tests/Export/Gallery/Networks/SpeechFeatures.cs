using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A wav2vec-like front end: layers of two inputs and two results, lengths that may be absent, weight normalisation by hand.</summary>
internal sealed class SpeechFeatures : Module<Tensor, Tensor?, (Tensor features, Tensor? lengths)>
{
    private readonly ModuleList<Module<Tensor, Tensor?, (Tensor, Tensor?)>> layers;
    private readonly WeightNormConv position = new(6, 4);

    public SpeechFeatures(params (long Channels, long Kernel, long Stride)[] blocks)
        : base(nameof(SpeechFeatures))
    {
        layers = [];
        var channels = 1L;
        foreach (var (width, kernel, stride) in blocks)
        {
            layers.Add(new Block(channels, width, kernel, stride));
            channels = width;
        }

        RegisterComponents();
    }

    public override (Tensor features, Tensor? lengths) forward(Tensor wave, Tensor? lengths)
    {
        if (wave.ndim != 2)
            throw new ArgumentException($"Expected [batch, time], received [{string.Join(',', wave.shape)}].", nameof(wave));
        var x = wave.unsqueeze(1);
        foreach (var layer in layers)
            (x, lengths) = ((Block)layer).call(x, lengths);
        x = x + position.call(x)[TensorIndex.Ellipsis, TensorIndex.Slice(null, -1)];
        return (x.transpose(1, 2), lengths);
    }

    private sealed class Block : Module<Tensor, Tensor?, (Tensor, Tensor?)>
    {
        private readonly long kernel, stride;
        private readonly Conv1d conv;

        public Block(long channels, long width, long kernel, long stride)
            : base(nameof(Block))
        {
            (this.kernel, this.stride) = (kernel, stride);
            conv = Conv1d(channels, width, kernel, stride: stride, bias: false);
            RegisterComponents();
        }

        public override (Tensor, Tensor?) forward(Tensor x, Tensor? lengths)
        {
            if (lengths is not null)
                lengths = maximum(zeros_like(lengths), div(lengths - kernel, stride, rounding_mode: RoundingMode.floor) + 1);
            return (functional.gelu(conv.call(x)), lengths);
        }
    }

    private sealed class WeightNormConv : Module<Tensor, Tensor>
    {
        private readonly Parameter weight_g, weight_v, bias;

        public WeightNormConv(long channels, long kernel)
            : base(nameof(WeightNormConv))
        {
            weight_v = Parameter(randn(channels, channels, kernel) * 0.2);
            weight_g = Parameter(linalg.norm(weight_v.detach(), dims: [0, 1], keepdim: true) * 1.5);
            bias = Parameter(zeros(channels));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var weight = mul(weight_v / linalg.norm(weight_v, dims: [0, 1], keepdim: true), weight_g);
            return functional.conv1d(x, weight, bias, padding: weight_v.shape[2] / 2);
        }
    }
}
