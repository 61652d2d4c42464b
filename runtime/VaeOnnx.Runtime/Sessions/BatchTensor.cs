using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>A graph's input or output with a free batch axis in front.</summary>
/// <param name="spec">Its description; height and width may be free, after the channels.</param>
/// <param name="multiple">The pixels in height and in width that a site of it stands for, where they are free.</param>
internal sealed class BatchTensor(TensorSpec spec, int multiple = 1)
{
    public string Name { get; } = spec.Name;

    /// <summary>The axes of one sample; 0 for a free one.</summary>
    public long[] SampleShape { get; } = [.. spec.Shape.Skip(1).Select(axis => axis.IsFixed ? axis.Size : 0)];

    /// <summary>The values of one sample, or of one site of it where height and width are free.</summary>
    public int Length { get; } = checked((int)spec.Shape.Skip(1).Where(axis => axis.IsFixed).Aggregate(1L, (product, axis) => checked(product * axis.Size)));

    /// <summary>The pixels in height and in width that a site stands for; 0 where the size is fixed.</summary>
    public int Multiple { get; } = spec.Shape.Skip(1).All(axis => axis.IsFixed) ? 0 : multiple;

    /// <summary>The values of one sample of images of a size.</summary>
    public int LengthAt(int height, int width) => Multiple == 0 ? Length : checked(Length * (height / Multiple) * (width / Multiple));
}
