using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>PointNet (Qi et al. 2017): a learned 3x3 transform by bmm, a maximum over the points.</summary>
internal sealed class PointNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> transform = Sequential(Conv1d(3, 6, 1), ReLU(), AdaptiveMaxPool1d(1), Flatten(), Linear(6, 9));
    private readonly Module<Tensor, Tensor> features = Sequential(Conv1d(3, 8, 1), BatchNorm1d(8), ReLU());
    private readonly Module<Tensor, Tensor> head = Linear(8, 4);

    public PointNet() : base("pointnet") => RegisterComponents();

    public override Tensor forward(Tensor points)
    {
        int batch = (int)points.shape[0];
        var identity = eye(3).view(1, 9).repeat(batch, 1);
        var matrix = (transform.forward(points) + identity).view(batch, 3, 3);
        var turned = torch.bmm(points.transpose(2, 1), matrix).transpose(2, 1);
        return head.forward(features.forward(turned).amax(2));
    }
}
