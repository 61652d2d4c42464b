using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

internal sealed class MlpEncoder : nn.Module<Tensor, (Tensor mu, Tensor logVar)>
{
    private readonly Linear hidden;
    private readonly Linear mu;
    private readonly Linear logVar;

    public MlpEncoder(MlpVaeConfig config)
        : base(nameof(MlpEncoder))
    {
        hidden = nn.Linear(config.Image.Length, config.HiddenDim);
        mu = nn.Linear(config.HiddenDim, config.LatentDim);
        logVar = nn.Linear(config.HiddenDim, config.LatentDim);
        RegisterComponents();
    }

    public override (Tensor mu, Tensor logVar) forward(Tensor images)
    {
        var x = images.flatten(1);                         // [N, C·H·W]
        var h = nn.functional.relu(hidden.call(x));        // [N, HiddenDim]
        return (mu.call(h), logVar.call(h));               // [N, LatentDim] twice
    }
}
