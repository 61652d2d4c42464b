namespace VaeOnnx.Cli.Images;

/// <summary>A part of data that is divided.</summary>
internal enum ImagePart
{
    /// <summary>The training images; all of them where the data is not divided.</summary>
    Train,

    /// <summary>The validation images.</summary>
    Validation,

    /// <summary>The test images.</summary>
    Test,
}
