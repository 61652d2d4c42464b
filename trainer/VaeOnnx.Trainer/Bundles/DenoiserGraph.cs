using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>A denoising module as a graph of a bundle: of one size of images or of any, with its latents' noise as an input where it draws any.</summary>
internal static class DenoiserGraph
{
    private const string Height = "height";
    private const string Width = "width";

    public static BundleGraph Of(nn.Module denoiser, TensorSpec images, HeldOutProbes probes, NoiseMix? noise)
    {
        var (tiling, length) = denoiser is IDenoiser known ? (known.Tiling, known.EpsilonLength) : (null, 0);
        var isModule = length == 0 ? denoiser is nn.Module<Tensor, Tensor> : denoiser is nn.Module<Tensor, Tensor, Tensor>;
        if (!isModule)
            throw new ArgumentException($"The denoiser {denoiser.GetType().Name}: expected a module that takes {(length == 0 ? "noisy images alone" : $"noisy images and {length} numbers of noise")} and gives images.", nameof(denoiser));
        var epsilon = Epsilon(tiling, length);
        TensorSpec[] inputs = [Sized(images, tiling), .. epsilon is null ? [] : new[] { epsilon }];
        return new BundleGraph(GraphRole.Denoiser, denoiser, inputs, [TensorNames.Reconstruction], DenoiserProbes.Of(probes, noise, tiling, length)) { Tiling = tiling };
    }

    /// <summary>Sizes to trace free height and width at: multiples, as forward takes no others.</summary>
    public static Dictionary<string, Export.SampleSizes> SampleSizes(TilingSpec tiling)
    {
        // No smaller than the tracer's own sizes; the third odd, to tell quotients apart.
        var times = Math.Max(2, 32 / tiling.Multiple);
        var sizes = new Export.SampleSizes(times * tiling.Multiple, (times + 1) * tiling.Multiple) { Third = ((2 * times) + 1) * tiling.Multiple };
        return new() { [Height] = sizes, [Width] = sizes };
    }

    private static TensorSpec Sized(TensorSpec images, TilingSpec? tiling) =>
        tiling is null ? images : new TensorSpec(images.Name, images.ElementType, images.Shape[0], images.Shape[1], Dimension.Named(Height), Dimension.Named(Width));

    private static TensorSpec? Epsilon(TilingSpec? tiling, int length) =>
        length == 0 ? null
        : tiling is null ? TensorSpec.Float32(TensorNames.Epsilon, Dimension.Batch, length)
        : TensorSpec.Float32(TensorNames.Epsilon, Dimension.Batch, length, Part(Height, tiling), Part(Width, tiling));

    private static Dimension Part(string size, TilingSpec tiling) => Dimension.Named(tiling.Multiple == 1 ? size : FormattableString.Invariant($"{size}/{tiling.Multiple}"));
}
