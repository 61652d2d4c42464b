using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Other sizes of images, sequences and volumes. Accepts a size or scale factors, every mode, align_corners both ways, antialias;
/// float32. Resize; Gather where Resize would pick other nearest pixels; AveragePool or MatMul for the area mode, MatMul for antialias.
/// Opset 13 to 21. Deviations: the last bits of the interpolation's weights.
/// </summary>
internal static class InterpolationOperators
{
    [Operator("functional.interpolate", Onnx = "Resize; Gather; AveragePool, MatMul",
        Covers = "nearest, nearest-exact, linear, bilinear, bicubic, trilinear, area; size or scale_factor; align_corners; antialias; recompute_scale_factor")]
    internal static GraphValue Interpolate(EmitterContext c) => (InterpolationMode)c.Argument("mode")! switch
    {
        InterpolationMode.Nearest => Nearest(c, isExact: false, Scales(c, "scale_factor")),
        InterpolationMode.NearestExact => Nearest(c, isExact: true, Scales(c, "scale_factor")),
        InterpolationMode.Area => Area(c),
        InterpolationMode.Bicubic => Smooth(c, "cubic"),
        _ => Smooth(c, "linear"),
    };

    [Operator("functional.upsample_nearest1d", "functional.upsample_nearest2d", "functional.upsample_nearest3d", Onnx = "Resize; Gather", Covers = "size or scale factors")]
    internal static GraphValue UpsampleNearest(EmitterContext c) => Nearest(c, isExact: false, Scales(c, "scaleFactors", "scaleFactor"));

    private static int SpatialRank(EmitterContext c) => c.Input.Rank - 2;

    /// <summary>The scale an axis where it is given and counts; null where the sizes decide.</summary>
    private static double[]? Scales(EmitterContext c, params string[] names)
    {
        if (c.Bool("recompute_scale_factor"))
            return null;
        return c.Argument(names) switch
        {
            null => null,
            double one => [one],
            double[] { Length: > 0 } several => several.Length == SpatialRank(c) ? several : [.. Enumerable.Repeat(several[0], SpatialRank(c))],
            object?[] { Length: > 0 } several => [.. several.Select(scale => Convert.ToDouble(scale, System.Globalization.CultureInfo.InvariantCulture))],
            _ => null,
        };
    }

    private static GraphValue Smooth(EmitterContext c, string mode)
    {
        SpatialArguments.RequireFloat32(c, "Resize");
        var scales = Scales(c, "scale_factor");
        if (c.Bool("antialias"))
            return Antialiased(c, mode == "cubic", scales);
        List<OnnxAttribute> attributes =
        [
            ("mode", mode),
            ("coordinate_transformation_mode", c.Bool("align_corners") ? "align_corners" : "half_pixel"),
        ];
        if (mode == "cubic")
            attributes.Add(("cubic_coeff_a", -0.75f));
        return Resize(c, scales, attributes);
    }

    /// <summary>By matrices: Resize has an antialias attribute, and engines differ in the filter at the borders.</summary>
    private static GraphValue Antialiased(EmitterContext c, bool isCubic, double[]? scales)
    {
        if (!IsFixed(c))
            throw c.Refuse("antialias in an axis that follows a free dimension is not covered.", "Use antialias: false, or fix the dimension in the input's TensorSpec.");
        var result = c.Input;
        for (var axis = 0; axis < SpatialRank(c); axis++)
        {
            var (input, output) = (Size(c.Input.Shape, axis), Size(c.Result.Shape, axis));
            var scale = !c.Bool("align_corners") ? (scales is null ? input / (double)output : 1 / scales[axis])
                : output > 1 ? (input - 1) / (double)(output - 1) : 0;
            using var matrix = AntialiasFilter.Matrix(input, output, scale, isCubic);
            result = AxisProduct.Along(c, result, axis + 2, "antialias_filter", matrix);
        }

        return result;
    }

    private static GraphValue Area(EmitterContext c)
    {
        var sizes = c.Result.Shape.Skip(2).ToArray();
        if (sizes.Any(size => !size.IsFixed))
            throw c.Refuse("The area mode to a size that follows a free dimension is not covered.", "Use avg_pool with a fixed kernel, or fix the dimension.");
        return AdaptivePoolingOperators.Average(c, [.. sizes.Select(size => size.Value)], SpatialRank(c));
    }

    private static GraphValue Nearest(EmitterContext c, bool isExact, double[]? scales)
    {
        var isFixed = IsFixed(c);
        var isWholeFactor = scales is not null && scales.All(scale => scale == Math.Truncate(scale));
        if (!isFixed && !isWholeFactor)
        {
            throw c.Refuse("Nearest pixels at a scale that is no whole number follow the rounding of each engine, in an axis that follows a free dimension.",
                "Use a whole scale factor or a bilinear mode, or fix the dimension.");
        }

        if (isFixed && (!AgreesEverywhere(c, isExact, scales) || c.Input.ElementType is not (ElementType.Float32 or ElementType.Int32 or ElementType.UInt8 or ElementType.Int8)))
            return GatherNearest(c, isExact, scales);
        SpatialArguments.RequireTypes(c, "Resize", ElementType.Float32, ElementType.Float16, ElementType.Int32, ElementType.Int8, ElementType.UInt8);
        return Resize(c, scales, isExact
            ? [("mode", "nearest"), ("coordinate_transformation_mode", "half_pixel"), ("nearest_mode", "round_prefer_ceil")]
            : [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")]);
    }

    private static bool IsFixed(EmitterContext c) => c.Input.Shape.Skip(2).Concat(c.Result.Shape.Skip(2)).All(size => size.IsFixed);

    private static GraphValue GatherNearest(EmitterContext c, bool isExact, double[]? scales)
    {
        var result = c.Input;
        for (var axis = 0; axis < SpatialRank(c); axis++)
        {
            using var indices = tensor(NearestPixels.OfTorch(Size(c.Input.Shape, axis), Size(c.Result.Shape, axis), scales?[axis], isExact));
            result = c.Emit("Gather", [result, c.Constant("nearest", indices)], ("axis", axis + 2));
        }

        return result;
    }

    private static bool AgreesEverywhere(EmitterContext c, bool isExact, double[]? scales) => Enumerable.Range(0, SpatialRank(c)).All(axis =>
    {
        var (input, output) = (Size(c.Input.Shape, axis), Size(c.Result.Shape, axis));
        return NearestPixels.OfTorch(input, output, scales?[axis], isExact).SequenceEqual(NearestPixels.OfResize(input, output, scales?[axis], isExact));
    });

    private static long Size(IReadOnlyList<SizeExpression> shape, int axis) => shape[axis + 2].Value;

    private static GraphValue Resize(EmitterContext c, double[]? scales, IReadOnlyList<OnnxAttribute> attributes)
    {
        if (scales is null)
            return c.Emit("Resize", [c.Input, null, null, c.SizeVector(c.Result.Shape)], attributes);
        if (!ScalesGiveSizes(c, scales))
            throw c.Refuse("A scale factor that is no float32 gives another size in ONNX.", "Give the size, or recompute_scale_factor: true.");
        return c.Emit("Resize", [c.Input, null, c.FloatVector([1, 1, .. scales.Select(scale => (float)scale)])], attributes);
    }

    /// <summary>Whether floor(size · scale) in the float32 of ONNX is TorchSharp's size, of every size where one is free.</summary>
    private static bool ScalesGiveSizes(EmitterContext c, double[] scales) => scales.Select((scale, axis) => (scale, axis)).All(pair =>
        c.Input.Shape[pair.axis + 2].IsFixed
            ? (long)MathF.Floor((float)pair.scale * Size(c.Input.Shape, pair.axis)) == Size(c.Result.Shape, pair.axis)
            : (float)pair.scale == pair.scale);
}
