using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>Tells how the result of an operation shows the tensor whose memory it shares.</summary>
internal static class TensorViews
{
    private static readonly HashSet<string> Reshaping =
        ["view", "reshape", "flatten", "unflatten", "view_as", "reshape_as", "squeeze", "unsqueeze", "ravel", "atleast_1d", "atleast_2d", "atleast_3d"];

    private static readonly HashSet<string> Permuting =
        ["permute", "transpose", "swapaxes", "swapdims", "t", "T", "H", "mT", "mH", "adjoint", "movedim", "moveaxis"];

    private static readonly HashSet<string> Splitting = ["split", "chunk", "tensor_split", "hsplit", "vsplit", "dsplit"];

    /// <summary>The view.</summary>
    /// <param name="record">The operation.</param>
    /// <param name="source">The tensor whose memory is shared, as it is after the operation.</param>
    /// <param name="results">All results of the operation.</param>
    /// <param name="index">Which of them is the view.</param>
    public static TensorView Of(TraceRecord record, Tensor source, IReadOnlyList<Tensor> results, int index)
    {
        var view = results[index];
        if (TensorMemory.Of(view) == TensorMemory.Of(source))
            return new TensorView.Reshaped(IsSameShape: true);
        return record.Operation switch
        {
            { } name when Reshaping.Contains(name) => new TensorView.Reshaped(IsSameShape: false),
            { } name when Permuting.Contains(name) => Permuted(source, view),
            { } name when Splitting.Contains(name) => Section(record, source, results, index),
            "select" => At(Axis(record, source, "dim"), new IndexSnapshot(IndexKind.Single, Argument(record, "index"), null, null, null)),
            "unbind" => At(Axis(record, source, "dimension", "dim"), new IndexSnapshot(IndexKind.Single, (long)index, null, null, null)),
            "narrow" => Narrowed(record, source),
            "slice" => At(Axis(record, source, "dim"), new IndexSnapshot(IndexKind.Slice, Argument(record, "start"), Argument(record, "finish"), Argument(record, "step"), null)),
            "index" or "TensorItems" => Indexed(record),
            "diagonal" => new TensorView.Diagonal(Number(record, 0, "offset"), Number(record, 0, "dim1"), Number(record, 1, "dim2")),
            _ => new TensorView.Other(),
        };
    }

    private static TensorView Permuted(Tensor source, Tensor view)
    {
        // Axes are known by size and stride: those that share both are of size 1, and which is which makes no difference.
        var axes = source.shape.Zip(source.stride()).ToList();
        var order = new List<long>();
        foreach (var axis in view.shape.Zip(view.stride()))
            order.Add(Enumerable.Range(0, axes.Count).FirstOrDefault(place => axes[place] == axis && !order.Contains(place), -1));
        return order.Contains(-1) || order.Count != axes.Count ? new TensorView.Other() : new TensorView.Permuted([.. order]);
    }

    private static TensorView.Part Section(TraceRecord record, Tensor source, IReadOnlyList<Tensor> results, int index)
    {
        var axis = record.Operation switch
        {
            "hsplit" => source.dim() == 1 ? 0 : 1,
            "vsplit" => 0,
            "dsplit" => 2,
            _ => Axis(record, source, "dim"),
        };
        var start = results.Take(index).Sum(part => part.shape[axis]);
        return At(axis, new IndexSnapshot(IndexKind.Slice, start, start + results[index].shape[axis], null, null));
    }

    private static TensorView.Part Narrowed(TraceRecord record, Tensor source)
    {
        var axis = Axis(record, source, "dim");
        var start = Number(record, 0, "start");
        var first = start < 0 ? start + source.shape[axis] : start;
        return At(axis, new IndexSnapshot(IndexKind.Slice, first, first + Number(record, 0, "length"), null, null));
    }

    private static TensorView.Part Indexed(TraceRecord record) => new(record.Arguments[1] is object?[] indices
        ? indices
        : [.. record.Arguments.Skip(1).Select(position => new IndexSnapshot(IndexKind.Single, position, null, null, null))]);

    private static TensorView.Part At(int axis, IndexSnapshot index) =>
        new([.. Enumerable.Repeat(new IndexSnapshot(IndexKind.Null, null, null, null, null), axis), index]);

    private static int Axis(TraceRecord record, Tensor source, params string[] names) =>
        (int)EmitterContext.Axis(Number(record, 0, names), (int)source.dim());

    private static long Number(TraceRecord record, long fallback, params string[] names) =>
        names.Select(name => Argument(record, name)).FirstOrDefault(value => value is not null) as long? ?? fallback;

    private static object? Argument(TraceRecord record, string name) =>
        Array.IndexOf(record.Names, name) is >= 0 and var place ? record.Arguments[place] : null;
}
