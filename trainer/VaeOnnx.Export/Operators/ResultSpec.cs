using VaeOnnx.Contracts;

namespace VaeOnnx.Export;

/// <summary>What a traced operation returned.</summary>
/// <param name="ElementType">The type of the elements.</param>
/// <param name="Shape">The axes, outermost first.</param>
public sealed record ResultSpec(ElementType ElementType, IReadOnlyList<SizeExpression> Shape)
{
    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Count;
}
