namespace VaeOnnx.Trainer.Training;

/// <summary>The ways in which a VAE fails to use its latent.</summary>
public enum LatentFailure
{
    /// <summary>No unit of the posterior's mean moves from image to image: the encoder tells the decoder nothing.</summary>
    PosteriorCollapse,

    /// <summary>Most units tell nothing; the others may well do.</summary>
    IdleUnits,

    /// <summary>The decoder's images do not depend on z.</summary>
    DeadDecoder,
}
