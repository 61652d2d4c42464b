namespace VaeOnnx.Contracts;

/// <summary>The register that the generator works in; all give the same bits.</summary>
internal enum NoisePath
{
    /// <summary>The widest one that the machine has.</summary>
    Widest,

    Scalar,

    Vector128,

    Vector256,

    Vector512,
}
