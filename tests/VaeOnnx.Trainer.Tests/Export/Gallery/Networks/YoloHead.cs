using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A detection head: per scale, boxes decoded on a grid that the model keeps as a buffer; a dictionary of outputs.</summary>
internal sealed class YoloHead : Module<Tensor, Dictionary<string, Tensor>>
{
    private const int Anchors = 2, Classes = 3, Grid = 4;
    private readonly Conv2d predict = Conv2d(6, Anchors * (5 + Classes), 1);
    private readonly Tensor offsets;

    public YoloHead() : base("yolo")
    {
        var axis = arange(Grid, float32);
        var ys = axis.view(Grid, 1).expand(Grid, Grid);
        var xs = axis.view(1, Grid).expand(Grid, Grid);
        offsets = stack([xs, ys], 2).view(1, 1, Grid, Grid, 2);
        register_buffer("offsets", offsets);
        RegisterComponents();
    }

    public override Dictionary<string, Tensor> forward(Tensor features)
    {
        var raw = predict.forward(features)
            .view(features.shape[0], Anchors, 5 + Classes, Grid, Grid)
            .permute(0, 1, 3, 4, 2);
        var parts = raw.split([2, 2, 1, Classes], -1);
        return new Dictionary<string, Tensor>
        {
            ["centers"] = (parts[0].sigmoid() * 2 - 0.5 + offsets) / Grid,
            ["sizes"] = (parts[1].sigmoid() * 2).square(),
            ["objectness"] = parts[2].squeeze(-1).sigmoid(),
            ["classes"] = parts[3].softmax(-1),
        };
    }
}
