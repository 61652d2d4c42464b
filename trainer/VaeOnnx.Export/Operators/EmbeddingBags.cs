using TorchSharp;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>Joins rows of a table into one a bag.</summary>
internal sealed class EmbeddingBags(EmitterContext c, EmbeddingBagSettings settings, GraphValue table)
{
    /// <summary>The opset in which ReduceMax takes its axes as an input.</summary>
    private const int AxesAsInput = 18;

    /// <summary>Bags of the same size: [B,S] indices.</summary>
    public GraphValue OfRows(GraphValue indices, GraphValue? weights)
    {
        if (settings.HasLastOffset)
            throw c.Refuse("With include_last_offset libtorch leaves out the last row of a matrix of indices.", "Give a list and offsets, or create the module without include_last_offset.");
        var rows = c.Emit("Gather", [table, indices], ("axis", 0)); // [B,S,D]
        var counted = settings.Padding is { } padding ? c.Emit("Unsqueeze", [Differs(indices, padding), c.Vector(2)]) : null; // [B,S,1]
        if (weights is not null)
            rows = c.Emit("Mul", [rows, c.Emit("Unsqueeze", [weights, c.Vector(2)])]);
        if (settings.Mode == EmbeddingBagMode.Max)
            return Largest(rows, counted);
        if (counted is not null)
            rows = c.EmitAs(rows.ElementType, "Where", [counted, rows, c.Scalar(0, rows.ElementType)]);
        var sum = Sum(rows, 1);
        return settings.Mode == EmbeddingBagMode.Sum ? sum : c.Emit("Div", [sum, Count(counted ?? Differs(indices, -1, unsqueeze: true), 1)]);
    }

    /// <summary>Bags of any size, empty ones too: a list [n] of indices and where in it each bag starts.</summary>
    public GraphValue OfList(GraphValue indices, GraphValue offsets, GraphValue? weights)
    {
        var rows = c.Emit("Gather", [table, indices], ("axis", 0)); // [n,D]
        var members = Members(indices, offsets); // [B,n]
        if (settings.Padding is { } padding)
            members = c.Emit("And", [members, Differs(indices, padding)]);
        if (settings.Mode == EmbeddingBagMode.Max)
            return Largest(c.Emit("Unsqueeze", [rows, c.Vector(0)]), c.Emit("Unsqueeze", [members, c.Vector(2)]));
        var shares = c.Cast(members, rows.ElementType);
        var sum = c.Emit("MatMul", [weights is null ? shares : c.Emit("Mul", [shares, weights]), rows]);
        return settings.Mode == EmbeddingBagMode.Sum ? sum : c.Emit("Div", [sum, Count(members, 1, keep: true)]);
    }

    /// <summary>Which places of the list belong to which bag: those from its start on and before the next one's.</summary>
    private GraphValue Members(GraphValue indices, GraphValue offsets)
    {
        var length = c.EmitAs(ElementType.Int64, "Shape", [indices]);
        var starts = c.Cast(offsets, ElementType.Int64);
        var ends = c.Emit("Slice", [starts, c.Vector(1), c.Vector(long.MaxValue), c.Vector(0)]);
        if (settings.HasLastOffset)
            starts = c.Emit("Slice", [starts, c.Vector(0), c.Vector(-1), c.Vector(0)]);
        else
            ends = c.Emit("Concat", [ends, length], ("axis", 0));
        var places = c.EmitAs(ElementType.Int64, "Range",
            [c.Scalar(0, ElementType.Int64), c.Emit("Squeeze", [length, c.Vector(0)]), c.Scalar(1, ElementType.Int64)]);
        var isAfterStart = c.EmitAs(ElementType.Bool, "LessOrEqual", [c.Emit("Unsqueeze", [starts, c.Vector(1)]), places]);
        var isBeforeEnd = c.EmitAs(ElementType.Bool, "Less", [places, c.Emit("Unsqueeze", [ends, c.Vector(1)])]);
        return c.Emit("And", [isAfterStart, isBeforeEnd]);
    }

    /// <summary>The maxima over axis 1 of what counts; zeros for a bag of which nothing does.</summary>
    private GraphValue Largest(GraphValue rows, GraphValue? counted)
    {
        if (counted is null)
            return Max(rows);
        var lowest = c.Scalar(double.NegativeInfinity, rows.ElementType);
        var largest = Max(c.EmitAs(rows.ElementType, "Where", [counted, rows, lowest]));
        var isEmpty = c.EmitAs(ElementType.Bool, "Equal", [largest, lowest]);
        return c.EmitAs(rows.ElementType, "Where", [isEmpty, c.Scalar(0, rows.ElementType), largest]);
    }

    private GraphValue Max(GraphValue rows) => c.Opset >= AxesAsInput
        ? c.Emit("ReduceMax", [rows, c.Vector(1)], ("keepdims", 0))
        : c.Emit("ReduceMax", [rows], ("axes", new long[] { 1 }), ("keepdims", 0));

    private GraphValue Sum(GraphValue value, long axis, bool keep = false) => c.Emit("ReduceSum", [value, c.Vector(axis)], ("keepdims", keep));

    /// <summary>How many elements of a bag count; 1 where none does, so that its zeros stay zeros.</summary>
    private GraphValue Count(GraphValue counted, long axis, bool keep = false) =>
        c.Emit("Max", [Sum(c.Cast(counted, table.ElementType), axis, keep), c.Scalar(1, table.ElementType)]);

    private GraphValue Differs(GraphValue indices, long index, bool unsqueeze = false)
    {
        var isEqual = c.EmitAs(ElementType.Bool, "Equal", [indices, c.Scalar(index, indices.ElementType)]);
        var differs = c.Emit("Not", [isEqual]);
        return unsqueeze ? c.Emit("Unsqueeze", [differs, c.Vector(2)]) : differs;
    }
}
