namespace VaeOnnx.Contracts;

/// <summary>
/// The file of a few held-out inputs and what the trained modules made of them, so that any machine can check its engine against the trainer.
/// Float32 in little endian: for every graph of the manifest in order, its inputs in order, then its outputs, each [Rows, ...].
/// </summary>
public sealed record ProbeEntry
{
    /// <summary>Its file's name inside the bundle: no folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The size of the batch axis of every tensor in the file.</summary>
    public required int Rows { get; init; }
}
