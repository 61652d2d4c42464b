using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;

namespace VaeOnnx.Export;

/// <content>Parts that many emitters are made of: slices, orders of axes, sizes in the graph.</content>
public sealed partial class EmitterContext
{
    /// <summary>Past the end of every axis: what a Slice takes for "all that is left".</summary>
    internal const long ToEnd = long.MaxValue;

    /// <summary>The indices of <c>x[...]</c>.</summary>
    internal IReadOnlyList<AxisIndex> Indices(string name) => [.. ((object?[])(Find(name) ?? throw Missing(name))).Select(item => item switch
    {
        IndexSnapshot index => new AxisIndex(index.Kind, SizeOrNull(index.Start), SizeOrNull(index.Stop), SizeOrNull(index.Step),
            index.Tensor is { } tensor ? _emitter.ValueOf(tensor) : null),
        TraceValue tensor => new AxisIndex(IndexKind.Tensor, null, null, null, _emitter.ValueOf(tensor)),
        _ => new AxisIndex(IndexKind.Single, AsSize(name, item), null, null, null),
    })];

    /// <summary>The same operation with more arguments, such as what a module was told when it was made.</summary>
    internal EmitterContext With(IEnumerable<(string Name, object? Value)> arguments)
    {
        (string Name, object? Value)[] more = [.. arguments];
        return new EmitterContext(_emitter, new TraceRecord
        {
            Operation = _record.Operation,
            Method = _record.Method,
            Names = [.. _record.Names, .. more.Select(argument => argument.Name)],
            Arguments = [.. _record.Arguments, .. more.Select(argument => argument.Value is Tensor tensor ? Stored(tensor) : ArgumentSnapshot.Take(argument.Value, _ => throw Missing(argument.Name)))],
            ModulePath = _record.ModulePath,
            Location = _record.Location,
            Results = _record.Results,
        }, Opset);
    }

    internal SizeExpression? OptionalSize(string name) => SizeOrNull(Find(name));

    /// <summary>One axis from start (inclusive) to stop (exclusive) by step, as the Slice operator counts.</summary>
    internal GraphValue Slice(GraphValue value, long axis, SizeExpression start, SizeExpression stop, long step = 1) =>
        Slice(value, axis, SizeVector([start]), SizeVector([stop]), step);

    internal GraphValue Slice(GraphValue value, long axis, long start, long stop, long step = 1) =>
        Slice(value, axis, Vector(start), Vector(stop), step);

    internal GraphValue Slice(GraphValue value, long axis, GraphValue start, GraphValue stop, long step = 1) => step == 1
        ? Emit("Slice", [value, start, stop, Vector(axis)])
        : Emit("Slice", [value, start, stop, Vector(axis), Vector(step)]);

    internal GraphValue Transpose(GraphValue value, params long[] order) =>
        order.Select((axis, place) => axis == place).All(stays => stays) ? value : Emit("Transpose", [value], ("perm", order));

    internal GraphValue Unsqueeze(GraphValue value, params long[] axes) =>
        axes.Length == 0 ? value : Emit("Unsqueeze", [value, Vector(axes)]);

    internal GraphValue Squeeze(GraphValue value, params long[] axes) =>
        axes.Length == 0 ? value : Emit("Squeeze", [value, Vector(axes)]);

    /// <summary>Broadcasts to a shape; axes that already have their size stay out of the computation.</summary>
    internal GraphValue Expand(GraphValue value, IReadOnlyList<SizeExpression> shape)
    {
        if (value.KnownShape is not { } from || from.Count > shape.Count)
            return Emit("Expand", [value, SizeVector(shape)]);
        if (from.SequenceEqual(shape))
            return value;
        var added = shape.Count - from.Count;
        return Emit("Expand", [value, SizeVector([.. shape.Select((size, axis) =>
            axis >= added && from[axis - added].Equals(size) ? SizeExpression.Fixed(1) : size)])]);
    }

    /// <summary>The elements where the mask is true, those of the other value elsewhere; ONNX Runtime's Where takes the common types only.</summary>
    internal GraphValue Choose(GraphValue mask, GraphValue chosen, GraphValue other)
    {
        var type = chosen.ElementType;
        if (type is ElementType.Float32 or ElementType.Float64 or ElementType.Int64 or ElementType.Int32 or ElementType.UInt8)
            return EmitAs(type, "Where", [mask, chosen, other]);
        var carrier = type.IsFloating() ? ElementType.Float32 : ElementType.Int32;
        return Cast(EmitAs(carrier, "Where", [mask, Cast(chosen, carrier), Cast(other, carrier)]), type);
    }

    /// <summary>0, 1, 2, … up to a size, in the graph where the size follows the inputs.</summary>
    internal GraphValue Positions(SizeExpression count) => count.IsFixed
        ? Vector([.. Enumerable.Range(0, (int)count.Value).Select(position => (long)position)])
        : EmitAs(ElementType.Int64, "Range", [ScalarOf(SizeExpression.Fixed(0)), ScalarOf(count), ScalarOf(SizeExpression.Fixed(1))]);

    /// <summary>A size as an int64 scalar.</summary>
    internal GraphValue ScalarOf(SizeExpression size) =>
        size.IsFixed ? Scalar(size.Value, ElementType.Int64) : Known(Squeeze(SizeVector([size]), 0));

    /// <summary>A size that must be known at export.</summary>
    internal long Fixed(SizeExpression size, string what) => size.IsFixed
        ? size.Value
        : throw Refuse($"{what} follows a free dimension of the inputs ({size}).", "Fix that dimension in the input's TensorSpec.");

    internal long[] Fixed(IEnumerable<SizeExpression> shape, string what) => [.. shape.Select(size => Fixed(size, what))];

    /// <summary>Sums over axes: they are an input of ReduceSum in every opset from 13 on.</summary>
    internal GraphValue ReduceSum(GraphValue value, bool keep, params long[] axes) =>
        Emit("ReduceSum", [value, Vector(axes)], ("keepdims", keep));

    /// <summary>The value, with its shape stated: for intermediates whose shape another part asks for.</summary>
    internal static GraphValue Known(GraphValue value, params IReadOnlyList<SizeExpression> shape)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.KnownShape = shape;
        return value;
    }

    private SizeExpression? SizeOrNull(object? value) => value switch
    {
        null => null,
        long number => SizeExpression.Fixed(number),
        SizeExpression size => size,
        _ => throw Refuse($"An index is no whole number but '{value}'."),
    };
}
