using System.Runtime.InteropServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Graph.Shapes;

/// <summary>What shape inference asks a node: its inputs' shapes and constants, its attributes.</summary>
internal sealed class NodeShapes(GraphNode node)
{
    public string OpType => node.OpType;

    public int Outputs => node.Outputs.Count;

    public int Inputs => node.Inputs.Count;

    /// <summary>The shape of an input; null where it is left out or not known.</summary>
    public SizeExpression?[]? Shape(int input) => input < node.Inputs.Count ? node.Inputs[input]?.StatedShape : null;

    public IEnumerable<SizeExpression?[]?> AllShapes() => Enumerable.Range(0, node.Inputs.Count).Select(Shape);

    /// <summary>The whole numbers of a constant input; null where it is left out or no constant.</summary>
    public long[]? Longs(int input) => input < node.Inputs.Count && node.Inputs[input] is { Constant: { ElementType: ElementType.Int64 } constant }
        ? MemoryMarshal.Cast<byte, long>(constant.ToBytes()).ToArray()
        : null;

    public long Integer(string name, long fallback) => Attribute(name) is long value ? value : fallback;

    public long[]? Integers(string name) => Attribute(name) as long[];

    public string Text(string name, string fallback) => Attribute(name) as string ?? fallback;

    private object? Attribute(string name) => node.Attributes.FirstOrDefault(attribute => attribute.Name == name).Value;
}
