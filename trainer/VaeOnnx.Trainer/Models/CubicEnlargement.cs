using VaeOnnx.Trainer.Augmentation;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A square grid brought to a larger size by cubic convolution: what torch's bicubic interpolation computes, as a product with a constant
/// matrix along each axis. Engines have fast products; for ONNX Runtime's Resize the same took 40 times as long, more than all else in a warp-VAE.
/// </summary>
internal sealed class CubicEnlargement : nn.Module<Tensor, Tensor>
{
    private readonly Tensor rows;
    private readonly Tensor columns;

    /// <param name="points">The grid's points along each axis.</param>
    /// <param name="height">The result's rows.</param>
    /// <param name="width">The result's columns.</param>
    public CubicEnlargement(int points, int height, int width)
        : base(nameof(CubicEnlargement))
    {
        rows = Weights(points, height);
        columns = Weights(points, width);
        RegisterComponents();
    }

    /// <summary>Enlarges.</summary>
    /// <param name="coarse">[N, C, points, points].</param>
    /// <returns>[N, C, height, width].</returns>
    public override Tensor forward(Tensor coarse)
    {
        var tall = coarse.transpose(2, 3).matmul(rows);          // [N, C, points, height]
        return tall.transpose(2, 3).matmul(columns);             // [N, C, height, width]
    }

    private static Tensor Weights(int points, int size)
    {
        var cubic = CubicUpsampling.Of(points, size);
        return tensor(cubic.Weights.ToArray(), [size, points]).t().contiguous().DetachFromDisposeScope();    // [points, size]
    }
}
