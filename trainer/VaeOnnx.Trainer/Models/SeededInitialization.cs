using System.Runtime.InteropServices;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// Draws weights and biases from U(−1/√fan_in, 1/√fan_in), the distribution of torch's own Linear and Conv2d, but from the
/// counter-based generator: the same seed gives the same weights on every machine, whatever else drew numbers before.
/// Norms start as the identity: TorchSharp 0.107 leaves GroupNorm's weights as the memory has them.
/// </summary>
internal static class SeededInitialization
{
    public static void Apply(nn.Module module, ulong seed)
    {
        using var noGradient = no_grad();
        var layer = 0;
        foreach (var (name, child) in module.named_modules())
        {
            switch (child)
            {
                case Linear linear:
                    Fill(linear.weight, linear.bias, seed, layer++);
                    break;
                case Conv2d conv:
                    Fill(conv.weight, conv.bias, seed, layer++);
                    break;
                case GroupNorm norm:
                    StartAsIdentity(norm.weight, norm.bias);
                    break;
                case NormBase norm:
                    StartAsIdentity(norm.weight, norm.bias);
                    break;
                // Made with their starting values.
                case PixelLikelihood:
                    break;
                default:
                    if (child.named_parameters(recurse: false).Any())
                        throw new NotSupportedException($"Module '{name}' ({child.GetType().Name}) has parameters but no seeded initialisation: add one to {nameof(SeededInitialization)}.");
                    break;
            }
        }

        foreach (var part in module.modules().Append(module).OfType<IStartingWeights>())
            part.SetStartingWeights();
    }

    private static void StartAsIdentity(Tensor? weight, Tensor? bias)
    {
        if (weight is not null)
            nn.init.ones_(weight);
        if (bias is not null)
            nn.init.zeros_(bias);
    }

    private static void Fill(Tensor weight, Tensor? bias, ulong seed, int layer)
    {
        var fanIn = weight.numel() / weight.shape[0];
        var bound = 1f / MathF.Sqrt(fanIn);
        FillUniform(weight, bound, seed, layer, draw: 0);
        if (bias is not null)
            FillUniform(bias, bound, seed, layer, draw: 1);
    }

    private static void FillUniform(Tensor parameter, float bound, ulong seed, int layer, int draw)
    {
        var values = MemoryMarshal.Cast<byte, float>(parameter.bytes);
        SeededNoise.FillUniform(values, values.Length, seed, layer, draw);
        foreach (ref var value in values)
            value = ((2f * value) - 1f) * bound;
    }
}
