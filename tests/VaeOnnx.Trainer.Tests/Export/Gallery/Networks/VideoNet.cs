using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A 3D CNN over short clips.</summary>
internal sealed class VideoNet : Module<Tensor, Tensor>
{
    private readonly Conv3d conv1 = Conv3d(1, 4, 3, padding: 1);
    private readonly BatchNorm3d norm = BatchNorm3d(4);
    private readonly Conv3d conv2 = Conv3d(4, 6, (3, 3, 3), padding: (1, 1, 1), bias: false);
    private readonly AdaptiveAvgPool3d pool = AdaptiveAvgPool3d(1);
    private readonly Linear fc = Linear(6, 4);

    public VideoNet() : base("C3D") => RegisterComponents();

    public override Tensor forward(Tensor clip)
    {
        var x = norm.forward(conv1.forward(clip));
        x = functional.max_pool3d(functional.relu(x), [2, 2, 2]);
        x = functional.leaky_relu(conv2.forward(x), 0.05);
        x = pool.forward(x);
        x = x.view(x.shape[0], x.shape[1]);
        return fc.forward(x);
    }
}
