namespace VaeOnnx.Export;

/// <summary>A caller's choices for one quantisation.</summary>
public sealed record QuantizationOptions
{
    /// <summary>The integers that activations become.</summary>
    public ActivationType Activations { get; init; } = ActivationType.UInt8;

    /// <summary>How ranges are chosen from the calibration inputs.</summary>
    public RangeMethod Ranges { get; init; } = RangeMethod.MinMax;

    /// <summary>The names of nodes that stay in float32, as <see cref="OnnxQuantizer.NodesOf"/> lists them.</summary>
    public IReadOnlyList<string> FloatNodes { get; init; } = [];

    /// <summary>Entries of the model's metadata; they replace the original's of the same name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
