namespace VaeOnnx.Contracts;

/// <summary>How noise enters an image.</summary>
public enum ImageNoiseKind
{
    /// <summary>Additive: x + σ·ε. A sensor's own noise.</summary>
    Gaussian,

    /// <summary>Multiplicative: x + x·σ·ε. Coherent imaging such as radar and ultrasound; black stays black.</summary>
    Speckle,
}
