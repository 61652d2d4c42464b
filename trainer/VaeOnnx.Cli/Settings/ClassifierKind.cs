namespace VaeOnnx.Cli.Settings;

/// <summary>The kinds of classifier.</summary>
internal enum ClassifierKind
{
    /// <summary>By the images: the paper's for small grey ones, else residual.</summary>
    Auto,

    /// <summary>The paper's CNN.</summary>
    Paper,

    /// <summary>Residual convolutions, for images of any size and colour.</summary>
    Residual,
}
