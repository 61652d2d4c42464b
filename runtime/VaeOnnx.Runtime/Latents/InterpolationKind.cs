namespace VaeOnnx.Runtime;

/// <summary>The way from one latent to another. With t from 0 to 1:</summary>
public enum InterpolationKind
{
    /// <summary>z = (1 − t) · a + t · b.</summary>
    Linear,

    /// <summary>
    /// z = (sin((1 − t)·Ω) · a + sin(t·Ω) · b) / sin Ω, with Ω the angle between a and b (Shoemake 1985; for latents White 2016, arXiv 1609.04468):
    /// the length of z changes evenly, where the straight way comes closer to the origin than either end. Linear where the two point
    /// the same or opposite ways, as no great circle is theirs alone.
    /// </summary>
    Spherical,
}
