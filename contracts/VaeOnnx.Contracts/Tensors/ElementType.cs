namespace VaeOnnx.Contracts;

/// <summary>The type of a tensor's elements.</summary>
public enum ElementType
{
    /// <summary>32-bit IEEE 754 floating point: the type of every image, latent and score.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 floating point.</summary>
    Float64,

    /// <summary>16-bit IEEE 754 floating point.</summary>
    Float16,

    /// <summary>16-bit brain floating point.</summary>
    BFloat16,

    /// <summary>Signed 64-bit integer: indices and token ids.</summary>
    Int64,

    /// <summary>Signed 32-bit integer.</summary>
    Int32,

    /// <summary>Signed 16-bit integer.</summary>
    Int16,

    /// <summary>Signed 8-bit integer.</summary>
    Int8,

    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8,

    /// <summary>True or false.</summary>
    Bool,
}
