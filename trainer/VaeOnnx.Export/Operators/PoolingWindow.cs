namespace VaeOnnx.Export.Operators;

/// <summary>
/// Kernel, stride, padding and dilation of a pooling, one number an axis. TorchSharp's ceil_mode adds windows that reach beyond the
/// padding: where the sizes are known it becomes padding at the end, which every engine understands alike.
/// </summary>
internal sealed record PoolingWindow
{
    public required int Rank { get; init; }

    public required long[] Kernel { get; init; }

    public required long[] Strides { get; init; }

    public required long[] Padding { get; init; }

    public required long[] Dilations { get; init; }

    /// <summary>By how much the last window reaches beyond the padding, an axis; null where ceil_mode is left to the engine.</summary>
    public required long[]? Overrun { get; init; }

    /// <summary>1, 2 or 3, from the operation's name.</summary>
    public static int SpatialRank(EmitterContext c) => c.Operation.First(char.IsDigit) - '0';

    public static PoolingWindow Of(EmitterContext c, int rank)
    {
        var kernel = SpatialArguments.Spread(c.Ints("kernel_size"), rank, 1);
        var window = new PoolingWindow
        {
            Rank = rank,
            Kernel = kernel,
            Strides = c.OptionalInts("stride", "strides") is { Length: > 0 } strides ? SpatialArguments.Spread(strides, rank, 1) : kernel,
            Padding = SpatialArguments.Spread(c.OptionalInts("padding"), rank, 0),
            Dilations = SpatialArguments.Spread(c.OptionalInts("dilation"), rank, 1),
            Overrun = null,
        };
        return window with { Overrun = c.Bool("ceil_mode") ? window.Overruns(c) : new long[rank] };
    }

    public OnnxAttribute[] Attributes() =>
    [
        ("kernel_shape", Kernel),
        ("strides", Strides),
        ("pads", (long[])[.. Padding, .. EndPadding]),
        ("ceil_mode", Overrun is null),
    ];

    /// <summary>Whether a dilated window overruns by as much as the kernel is long, which ONNX Runtime does not take as padding.</summary>
    public bool OverrunsTheKernel => EndPadding.Zip(Kernel).Any(axis => axis.First >= axis.Second);

    /// <summary>The padding as a Pad of its own before the pooling, of batched input.</summary>
    public long[] SeparatePads => [0, 0, .. Padding, 0, 0, .. EndPadding];

    private long[] EndPadding => [.. Padding.Select((pad, axis) => pad + (Overrun?[axis] ?? 0))];

    /// <summary>
    /// What turns a mean over the whole kernel into one over the part of it that is input or padding; null where no window reaches
    /// beyond.
    /// </summary>
    public double[]? OverrunScale(long outputSize, long inputSize, int axis)
    {
        if (Overrun is null || Overrun[axis] == 0)
            return null;
        return [.. Enumerable.Range(0, (int)outputSize).Select(index =>
        {
            var start = (index * Strides[axis]) - Padding[axis];
            var end = Math.Min(start + Kernel[axis], inputSize + Padding[axis]);
            return Kernel[axis] / (double)(end - start);
        })];
    }

    private long[]? Overruns(EmitterContext c)
    {
        var sizes = SpatialArguments.Sizes(c, Rank);
        if (sizes.Any(size => size is null))
            return null;
        return [.. sizes.Select((size, axis) =>
        {
            var outputs = c.Result.Shape[c.Result.Rank - Rank + axis].Value;
            var covered = ((outputs - 1) * Strides[axis]) + (Dilations[axis] * (Kernel[axis] - 1)) + 1;
            return Math.Max(0, covered - size!.Value - (2 * Padding[axis]));
        })];
    }
}
