using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>q(z | image, target): which deformation turns the one image into the other.</summary>
internal sealed class WarpEncoder : nn.Module<Tensor, Tensor, (Tensor mu, Tensor logVar)>
{
    private readonly WarpView _view;
    private readonly Linear hidden;
    private readonly Linear mu;
    private readonly Linear logVar;

    public WarpEncoder(WarpVaeConfig config)
        : base(nameof(WarpEncoder))
    {
        _view = new WarpView(config);
        hidden = nn.Linear(2 * _view.Length, config.HiddenDim);
        mu = nn.Linear(config.HiddenDim, config.LatentDim);
        logVar = nn.Linear(config.HiddenDim, config.LatentDim);
        RegisterComponents();
    }

    public override (Tensor mu, Tensor logVar) forward(Tensor images, Tensor targets)
    {
        var pair = cat([_view.Of(images), _view.Of(targets)], dim: 1);    // [N, 2·view]
        var h = nn.functional.relu(hidden.call(pair));                    // [N, HiddenDim]
        return (mu.call(h), logVar.call(h));                              // [N, LatentDim] twice
    }
}
