using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A classifier that normalises its input with tensors in plain fields: never registered, yet part of the network.</summary>
internal sealed class NormalizedInput : Module<Tensor, Tensor>
{
    private readonly Tensor mean = tensor(new[] { 0.485f, 0.456f, 0.406f }).view(1, 3, 1, 1);
    private readonly Tensor std = tensor(new[] { 0.229f, 0.224f, 0.225f }).view(1, 3, 1, 1);
    private readonly Sequential body;

    public NormalizedInput() : base("normalized")
    {
        body = Sequential(Conv2d(3, 5, 3, padding: Padding.Same, padding_mode: PaddingModes.Reflect), Softsign(), Flatten(), Linear(5 * 8 * 8, 3));
        register_module("body", body);
    }

    public override Tensor forward(Tensor images)
    {
        if (images.dim() != 4)
            throw new ArgumentException($"expected [N,3,8,8], got {images.dim()} axes", nameof(images));
        return body.forward((images - mean) / std);
    }
}
