using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

/// <summary>Which pixels a result depends on: those with a gradient, where all weights are above 0 and no ReLU is in the way.</summary>
internal static class SeenFrom
{
    /// <summary>The largest distance in a row between a pixel of the result and one that it depends on.</summary>
    /// <param name="net">The module whose weights are changed.</param>
    /// <param name="tiling">The multiple of sides, and about how far: the row is long enough for more.</param>
    /// <param name="run">images → results.</param>
    public static long Furthest(nn.Module net, TilingSpec tiling, Func<Tensor, Tensor> run)
    {
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            // Large enough that products over the whole depth do not vanish.
            foreach (var parameter in net.parameters())
                parameter.fill_(0.2f);
        }

        net.train();
        var multiple = tiling.Multiple;
        var half = ((tiling.Halo / multiple) + 2) * multiple;
        var furthest = 0L;
        for (var offset = 0; offset < multiple; offset++)
        {
            var images = ones(1, 1, multiple, 2 * half).requires_grad_();
            run(images).narrow(3, half + offset, 1).sum().backward();
            var columns = images.grad!.abs().sum([0L, 1L, 2L]).nonzero().flatten();
            furthest = Math.Max(furthest, Math.Max(half + offset - columns.min().item<long>(), columns.max().item<long>() - half - offset));
        }

        return furthest;
    }
}
