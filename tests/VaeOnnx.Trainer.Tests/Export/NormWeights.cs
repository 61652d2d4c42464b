using TorchSharp;
using VaeOnnx.Trainer.Tests.Export.Operators;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>
/// Gives the norms weights of their own. TorchSharp 0.107 leaves those of some as it found the memory, NaN or 1e37 as soon as 0, where
/// nothing can be compared; with 1 and 0 a graph that forgot them would pass.
/// </summary>
internal static class NormWeights
{
    public static void Fill(torch.nn.Module module)
    {
        using var grad = torch.no_grad();
        foreach (var norm in module.modules().Append(module).Where(part => part.GetType().Name.Contains("Norm", StringComparison.Ordinal)))
        {
            foreach (var (name, parameter) in norm.named_parameters(recurse: false))
            {
                if (name is "weight" or "bias")
                    parameter.copy_(Spread(parameter.shape) + (name == "weight" ? 1 : 0));
            }
        }
    }

    /// <summary>In [-0.5, 0.5], without a pattern that a wrong order of channels would keep; no generator is drawn from.</summary>
    private static torch.Tensor Spread(long[] shape) => OperatorWeights.Of(shape) * 0.5;
}
