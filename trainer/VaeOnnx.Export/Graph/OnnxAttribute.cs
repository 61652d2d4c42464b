namespace VaeOnnx.Export;

/// <summary>
/// An attribute of a node. Tuples convert: <c>("axis", 1)</c>, <c>("alpha", 0.1f)</c>, <c>("mode", "linear")</c>,
/// <c>("pads", new long[] { 1, 1 })</c>.
/// </summary>
public readonly struct OnnxAttribute
{
    private OnnxAttribute(string name, object value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The attribute's name as the ONNX operator declares it.</summary>
    public string Name { get; }

    /// <summary>A long, float, string, long[], float[] or string[].</summary>
    internal object Value { get; }

    /// <summary>An INT attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, long Value) attribute) => new(attribute.Name, attribute.Value);

    /// <summary>An INT attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, int Value) attribute) => new(attribute.Name, (long)attribute.Value);

    /// <summary>An INT attribute of 0 or 1.</summary>
    public static implicit operator OnnxAttribute((string Name, bool Value) attribute) => new(attribute.Name, attribute.Value ? 1L : 0L);

    /// <summary>A FLOAT attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, float Value) attribute) => new(attribute.Name, attribute.Value);

    /// <summary>A FLOAT attribute, rounded to float32.</summary>
    public static implicit operator OnnxAttribute((string Name, double Value) attribute) => new(attribute.Name, (float)attribute.Value);

    /// <summary>A STRING attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, string Value) attribute) => new(attribute.Name, attribute.Value);

    /// <summary>An INTS attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, long[] Value) attribute) => new(attribute.Name, attribute.Value);

    /// <summary>A FLOATS attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, float[] Value) attribute) => new(attribute.Name, attribute.Value);

    /// <summary>A STRINGS attribute.</summary>
    public static implicit operator OnnxAttribute((string Name, string[] Value) attribute) => new(attribute.Name, attribute.Value);
}
