using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sampling at the points of a grid, and grids of affine maps. Accepts images from opset 16 on, volumes from 20 on; float32. GridSample;
/// MatMul with a constant grid, AffineGrid (opset 20) where the size follows a free dimension. Deviations: the last bits of the
/// interpolation's weights.
/// </summary>
internal static class GridOperators
{
    [Operator("functional.grid_sample", Onnx = "GridSample",
        Covers = "bilinear and nearest, zeros, border and reflection, align_corners; images from opset 16 on, volumes from 20 on")]
    internal static GraphValue GridSample(EmitterContext c)
    {
        SpatialArguments.RequireFloat32(c, "GridSample");
        c.RequireOpset(c.Input.Rank == 5 ? 20 : 16, c.Input.Rank == 5 ? "grid_sample of volumes" : "grid_sample");
        var isNearest = (GridSampleMode)c.Argument("mode")! == GridSampleMode.Nearest;
        return c.Emit("GridSample", [c.Input, c.Tensor("grid")],
            ("mode", isNearest ? "nearest" : c.Opset >= 20 ? "linear" : "bilinear"),
            ("padding_mode", (GridSamplePaddingMode)c.Argument("padding_mode")! switch
            {
                GridSamplePaddingMode.Border => "border",
                GridSamplePaddingMode.Reflection => "reflection",
                _ => "zeros",
            }),
            ("align_corners", c.Bool("align_corners")));
    }

    [Operator("functional.affine_grid", Onnx = "Transpose, MatMul, Reshape; AffineGrid", Covers = "maps of images and volumes, align_corners; free sizes from opset 20 on")]
    internal static GraphValue AffineGrid(EmitterContext c)
    {
        var isAligned = c.Bool("align_corners");
        var sizes = c.Sizes("size");
        if (sizes.Skip(2).Any(size => !size.IsFixed))
        {
            c.RequireOpset(20, "affine_grid to a size that follows a free dimension");
            return c.Emit("AffineGrid", [c.Input, c.SizeVector(sizes)], ("align_corners", isAligned));
        }

        using var scope = NewDisposeScope();
        var points = Points([.. sizes.Skip(2).Select(size => size.Value)], isAligned).to_type(Graph.ElementTypes.ToTorch(c.Input.ElementType));
        var maps = c.Emit("Transpose", [c.Input], ("perm", new long[] { 0, 2, 1 }));
        return c.Reshape(c.Emit("MatMul", [c.Constant("grid_points", points), maps]), c.Result.Shape);
    }

    /// <summary>The centers of all pixels as (x, y, 1) or (x, y, z, 1), in the order of their memory, for [-1, 1] across the image.</summary>
    private static Tensor Points(long[] sizes, bool isAligned)
    {
        var axes = meshgrid([.. sizes.Select(size => Axis(size, isAligned))], indexing: "ij");
        return stack([.. axes.Reverse().Select(axis => axis.flatten()), ones(sizes.Aggregate(1L, (count, size) => count * size))], 1);
    }

    /// <summary>Pixel centers of one axis: the outer ones at ±1 if aligned, half a pixel inside otherwise.</summary>
    private static Tensor Axis(long size, bool isAligned)
    {
        if (size == 1)
            return zeros(1);
        var centers = linspace(-1, 1, size);
        return isAligned ? centers : centers * (size - 1) / size;
    }
}
