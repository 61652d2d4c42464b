namespace VaeOnnx.Trainer.Training;

/// <summary>How noise enters an image with values x in [0, 1], and in what unit its level is.</summary>
public enum NoiseKind
{
    /// <summary>Additive: x + σ·ε. A sensor's own noise. Level: σ, from 0 to 1 in units of the pixel range; 25/255 is what papers call σ = 25.</summary>
    Gaussian,

    /// <summary>Multiplicative: x + x·σ·ε. Coherent imaging such as radar and ultrasound; black stays black. Level: σ, from 0 to 1.</summary>
    Speckle,

    /// <summary>
    /// Counted light: k / λ with k from the Poisson distribution of mean x·λ, so that the variance is x / λ. Level: λ, the photons
    /// that a white pixel catches, from 0.1 to 100,000; fewer are noisier.
    /// </summary>
    Poisson,

    /// <summary>Values lost to black or white, either as often: dead pixels, faults of transmission. Level: the share of the values that are lost, from 0 to 1.</summary>
    SaltPepper,
}
