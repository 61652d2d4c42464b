namespace VaeOnnx.Cli.Settings;

/// <summary>The kinds of VAE.</summary>
internal enum VaeKind
{
    /// <summary>By the images: fully connected for small grey ones, else convolutional.</summary>
    Auto,

    /// <summary>The paper's: one hidden layer on each side.</summary>
    Mlp,

    /// <summary>Residual convolutions, for images of any size and colour.</summary>
    Conv,
}
