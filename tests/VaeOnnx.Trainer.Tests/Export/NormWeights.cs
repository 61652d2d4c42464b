using TorchSharp;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>TorchSharp 0.107 leaves the weights of some norms as it found the memory: NaN or 1e37 as soon as 0. Nothing can be compared on those.</summary>
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
                    torch.nn.init.constant_(parameter, name == "weight" ? 1 : 0);
            }
        }
    }
}
