using TorchSharp.Modules;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>The products of a training step: multiplications and additions of the linear and convolutional layers, counted as a model runs.</summary>
internal static class StepArithmetic
{
    /// <summary>Floating-point operations an image: twice the multiply-adds, three times over (forward, gradient of the inputs, gradient of the weights), but the first layer's inputs need no gradient.</summary>
    public static double PerImage(Vae vae)
    {
        var multiplications = new List<double>();
        foreach (var layer in vae.modules())
        {
            switch (layer)
            {
                case Linear linear:
                    linear.register_forward_hook((_, _, output) => Count(multiplications, linear.weight!.numel(), output));
                    break;
                case Conv2d conv:
                    conv.register_forward_hook((_, _, output) => Count(multiplications, conv.weight!.numel() * output.shape[2] * output.shape[3], output));
                    break;
            }
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (mu, _) = vae.Encode(zeros(1, vae.Image.Channels, vae.Image.Height, vae.Image.Width));
        vae.Outputs(mu);
        return 2 * ((3 * multiplications.Sum()) - multiplications[0]);
    }

    private static Tensor Count(List<double> multiplications, double count, Tensor output)
    {
        multiplications.Add(count);
        return output;
    }
}
