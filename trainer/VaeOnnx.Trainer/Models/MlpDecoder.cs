using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

internal sealed class MlpDecoder : nn.Module<Tensor, Tensor>
{
    private readonly ImageSpec _image;
    private readonly Linear hidden;
    private readonly Linear pixels;

    public MlpDecoder(MlpVaeConfig config)
        : base(nameof(MlpDecoder))
    {
        _image = config.Image;
        hidden = nn.Linear(config.LatentDim, config.HiddenDim);
        pixels = nn.Linear(config.HiddenDim, config.Image.Length);
        RegisterComponents();
    }

    public override Tensor forward(Tensor z)
    {
        var h = nn.functional.relu(hidden.call(z));                              // [N, HiddenDim]
        var x = pixels.call(h);                                                  // [N, C·H·W]
        return x.view(-1, _image.Channels, _image.Height, _image.Width);         // [N, C, H, W]
    }
}
