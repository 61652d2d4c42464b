using System.Runtime.CompilerServices;
using System.Text;

namespace VaeOnnx.Contracts;

/// <summary>How an int8 graph came from a float32 one. Its entry's <see cref="GraphEntry.Parity"/> compares it with that graph.</summary>
public sealed record QuantizationRecord
{
    /// <summary>What was rounded to what, such as <c>uint8 activations, int8 weights with a scale an output channel</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>What the ranges of activations were taken from, and how.</summary>
    public required string Calibration { get; init; }

    /// <summary>SHA-256 of the float32 graph's file, 64 lower-case hexadecimal digits.</summary>
    public required string FloatSha256 { get; init; }

    /// <summary>The layers that stayed in float32, by their nodes' names; empty where all are int8.</summary>
    public required IReadOnlyList<string> FloatNodes { get; init; }

    /// <summary>How far each output lies from what the trained module gave on the bundle's probes; empty where there are none.</summary>
    public required IReadOnlyList<OutputParity> AgainstTrained { get; init; }

    /// <summary>Whether the other is this very record: what it holds in lists is not compared.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(QuantizationRecord? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Scheme);
        return true;
    }
}
