using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>The bottleneck of a VQ-VAE (van den Oord et al. 2017): nearest code by squared distance, looked up by index.</summary>
internal sealed class VectorQuantizer : Module<Tensor, (Tensor quantized, Tensor codes)>
{
    private readonly Linear project = Linear(6, 4);
    private readonly Embedding codebook = Embedding(9, 4);

    public VectorQuantizer() : base("vq") => RegisterComponents();

    public override (Tensor quantized, Tensor codes) forward(Tensor x)
    {
        var z = project.forward(x);
        var weight = codebook.weight!;
        var distances = z.pow(2).sum(1, keepdim: true) - 2 * z.mm(weight.t()) + weight.square().sum(1);
        var codes = distances.argmin(1);
        return (codebook.forward(codes), codes);
    }
}
