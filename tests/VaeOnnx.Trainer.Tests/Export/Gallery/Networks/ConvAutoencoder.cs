using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A convolutional autoencoder: properties for the halves, one expression for forward.</summary>
internal sealed class ConvAutoencoder : Module<Tensor, Tensor>
{
    public ConvAutoencoder() : base("autoencoder")
    {
        Encoder = Sequential(
            Conv2d(1, 4, 3, stride: 2, padding: 1), LeakyReLU(0.1),
            Conv2d(4, 8, 3, stride: 2, padding: 1), LeakyReLU(0.1),
            Flatten(), Linear(8 * 4 * 4, 5));
        Decoder = Sequential(
            Linear(5, 8 * 4 * 4), Unflatten(1, [8, 4, 4]),
            ConvTranspose2d(8, 4, 3, stride: 2, padding: 1, output_padding: 1), ReLU(),
            ConvTranspose2d(4, 1, 3, stride: 2, padding: 1, output_padding: 1), Sigmoid());
        register_module("encoder", Encoder);
        register_module("decoder", Decoder);
    }

    public Module<Tensor, Tensor> Encoder { get; }

    public Module<Tensor, Tensor> Decoder { get; }

    public override Tensor forward(Tensor images) => Decoder.call(Encoder.call(images));
}
