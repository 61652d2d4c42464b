using System.Runtime.CompilerServices;
using System.Text;

namespace VaeOnnx.Contracts;

/// <summary>One graph of a bundle.</summary>
public sealed record GraphEntry
{
    /// <summary>What the graph does.</summary>
    public required GraphRole Role { get; init; }

    /// <summary>Its file's name inside the bundle: no folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The version of the ONNX operator set.</summary>
    public required int Opset { get; init; }

    /// <summary>The graph's inputs, in order.</summary>
    public required IReadOnlyList<TensorSpec> Inputs { get; init; }

    /// <summary>The graph's outputs, in order.</summary>
    public required IReadOnlyList<TensorSpec> Outputs { get; init; }

    /// <summary>The proof that the graph computes what was trained; of an int8 graph, that it computes what the float32 graph did.</summary>
    public required ParityCertificate Parity { get; init; }

    /// <summary>How a denoiser's graph that takes any height and width is run; null for one of the manifest's image size.</summary>
    public TilingSpec? Tiling { get; init; }

    /// <summary>How the graph became int8; null for one in float32.</summary>
    public QuantizationRecord? Quantization { get; init; }

    /// <summary>Whether the other is this very entry: what it holds in lists is not compared.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(GraphEntry? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(File);
        return true;
    }
}
