using System.Runtime.CompilerServices;
using System.Text;

namespace VaeOnnx.Contracts;

/// <summary>The proof that came with an export: TorchSharp against ONNX Runtime on inputs that were not trained on.</summary>
public sealed record ParityCertificate
{
    /// <summary>What the inputs were, such as <c>held-out images</c>.</summary>
    public required string Inputs { get; init; }

    /// <summary>The batch sizes that were run.</summary>
    public required IReadOnlyList<int> BatchSizes { get; init; }

    /// <summary>An element passes where |a − b| ≤ AbsoluteTolerance + RelativeTolerance · |a|.</summary>
    public required double AbsoluteTolerance { get; init; }

    /// <summary>See <see cref="AbsoluteTolerance"/>.</summary>
    public required double RelativeTolerance { get; init; }

    /// <summary>One entry an output.</summary>
    public required IReadOnlyList<OutputParity> Outputs { get; init; }

    /// <summary>Whether the other is this very certificate: what it holds in lists is not compared.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ParityCertificate? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Inputs);
        return true;
    }
}
