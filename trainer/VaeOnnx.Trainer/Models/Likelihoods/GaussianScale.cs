namespace VaeOnnx.Trainer.Models;

/// <summary>Where the scale of a <see cref="GaussianLikelihood"/> comes from.</summary>
public enum GaussianScale
{
    /// <summary>It stays as given.</summary>
    Fixed,

    /// <summary>It is one more parameter of the model.</summary>
    Learned,

    /// <summary>It is the batch's root mean squared error, the optimum in closed form (sigma-VAE: Rybkin, Daniilidis &amp; Levine 2021, arXiv 2006.13202); evaluation uses its running mean.</summary>
    Optimal,
}
