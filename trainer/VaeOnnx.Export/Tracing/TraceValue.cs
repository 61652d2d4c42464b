using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>Where a traced tensor comes from.</summary>
internal enum ValueOrigin
{
    /// <summary>An input of the graph.</summary>
    Input,

    /// <summary>A parameter, a buffer, or a tensor in a field of the module tree.</summary>
    Stored,

    /// <summary>The result of a recorded operation.</summary>
    Computed,
}

/// <summary>One tensor value in one trace. An in-place operation makes a new value of the same tensor.</summary>
internal sealed class TraceValue(int id, ValueOrigin origin, ScalarType type, long[] shape)
{
    public TraceValue(int id, ValueOrigin origin, Tensor tensor)
        : this(id, origin, tensor.dtype, tensor.shape)
    {
    }

    /// <summary>Counts values in the order in which the trace met them: the same in every trace of one program.</summary>
    public int Id { get; } = id;

    public ValueOrigin Origin { get; } = origin;

    public ScalarType Type { get; } = type;

    public long[] Shape { get; } = shape;

    /// <summary>The path of a stored tensor, the name of an input, empty for a computed value.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether anything in it comes from a graph input.</summary>
    public bool FollowsInput { get; init; }

    /// <summary>The data of a value that follows no input.</summary>
    public Tensor? Constant { get; set; }

    /// <summary>The stored tensor that a constant is another view of, element for element; null for none.</summary>
    public TraceValue? SameAs { get; init; }

    /// <summary>The axes over all traces; set when the traces are compared.</summary>
    public SizeExpression[] Dimensions { get; set; } = [];

    /// <summary>Whether the value is the same data in every trace, so that the graph can hold it as it is.</summary>
    public bool IsFolded { get; set; }

    /// <summary>A later value of the same tensor.</summary>
    public TraceValue Successor(int id, bool followsInput, Tensor? constant) =>
        new(id, ValueOrigin.Computed, Type, Shape) { FollowsInput = followsInput, Constant = constant };
}
