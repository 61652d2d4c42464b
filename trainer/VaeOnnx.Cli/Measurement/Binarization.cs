namespace VaeOnnx.Cli.Measurement;

/// <summary>What becomes of grey pixels before their Bernoulli likelihood is taken: figures under different ones do not compare.</summary>
internal enum Binarization
{
    /// <summary>They stay grey. For Bernoulli pixels this is a loss, but no likelihood.</summary>
    None,

    /// <summary>Above one half white, otherwise black.</summary>
    Threshold,

    /// <summary>White with the grey value as probability, drawn once from the seed (Salakhutdinov &amp; Murray 2008; "static" where it is kept).</summary>
    Stochastic,
}
