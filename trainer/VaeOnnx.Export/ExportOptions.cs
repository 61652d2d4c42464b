using VaeOnnx.Contracts;

namespace VaeOnnx.Export;

/// <summary>A caller's choices for one export. The defaults suit most modules.</summary>
public sealed record ExportOptions
{
    /// <summary>The oldest opset that can be asked for.</summary>
    public const int OldestOpset = 13;

    /// <summary>The newest opset that can be asked for.</summary>
    public const int NewestOpset = 21;

    /// <summary>The version of the ONNX operator set, 13 to 21. 17 is read by the widest set of engines.</summary>
    public int Opset { get; init; } = 17;

    /// <summary>
    /// The outputs' names in the order of forward's result; null to take the names of the result's tuple elements or dictionary
    /// keys, or else <c>output</c>, or <c>output_0</c>, <c>output_1</c>, … where there are several.
    /// </summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>Entries of the model's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The graph's name.</summary>
    public string GraphName { get; init; } = "graph";

    /// <summary>The model's documentation.</summary>
    public string DocString { get; init; } = "";

    /// <summary>Emitters for modules and methods of your own, or in place of the built-in ones.</summary>
    public IReadOnlyList<CustomEmitter> Emitters { get; init; } = [];

    /// <summary>
    /// Sizes to trace free dimensions at, by name; the default is 2, 3 and up to 131 for <see cref="Dimension.Batch"/> and 32, 40 and
    /// up to 263 for others, the third being the largest that is cheap and that forward accepts.
    /// </summary>
    public IReadOnlyDictionary<string, SampleSizes> SampleSizes { get; init; } = new Dictionary<string, SampleSizes>();

    internal ExportOptions Validated()
    {
        if (Opset is < OldestOpset or > NewestOpset)
            throw new ArgumentOutOfRangeException(nameof(Opset), Opset, $"Opsets {OldestOpset} to {NewestOpset} can be written.");
        ArgumentException.ThrowIfNullOrWhiteSpace(GraphName);
        return this;
    }
}
