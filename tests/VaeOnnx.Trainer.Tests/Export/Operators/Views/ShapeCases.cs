using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators.Views;

/// <summary>Other shapes and orders of axes, repeating, joining, splitting.</summary>
internal static class ShapeCases
{
    private static readonly Dimension B = Dimension.Batch;

    public static IReadOnlyList<OperatorCase> Table { get; } =
    [
        Row("view", "free size and -1", x => x.view(x.shape[0], -1), Normal(B, 3, 4)),
        Row("view", "-1 for the free size", x => x.view(-1, 12), Normal(B, 3, 4)),
        Row("view", "free size times a factor", x => x.view(x.shape[0] * 3, 4), Normal(B, 3, 4)),
        Row("view", "all sizes computed", x => x.view(x.shape[0], x.shape[1] / 2, 2 * x.shape[2]), Normal(B, 4, 3)),
        Row("view_as", "", (x, y) => x.view_as(y), Normal(B, 6), Normal(B, 2, 3)),
        Row("reshape", "of a transposed tensor", x => x.transpose(1, 2).reshape(x.shape[0], -1), Normal(B, 3, 4)),
        Row("reshape", "an axis of one in the middle", x => x.reshape(x.shape[0], 1, 12), Normal(B, 3, 4)),
        Row("reshape", "tensor of one element to a scalar", x => x[0, 0].reshape([1]).reshape([]), Normal(B, 3)),
        Row("reshape", "bool", x => x.reshape(-1, 6), Booleans(B, 3, 2)),
        Row("flatten", "all axes", x => x.flatten(), Normal(B, 3, 4)),
        Row("flatten", "from the second axis", x => x.flatten(1), Normal(B, 3, 4)),
        Row("flatten", "negative axes", x => x.flatten(-3, -2), Normal(B, 3, 2, 2)),
        Row("flatten", "of torch, a scalar", x => torch.flatten(x[0, 0]), Normal(B, 3)),
        Row("unflatten", "sizes", x => x.unflatten(1, [2, 3]), Normal(B, 6)),
        Row("unflatten", "-1", x => x.unflatten(1, [-1, 3]), Normal(B, 6)),
        Row("ravel", "", x => x.ravel(), Normal(B, 3)),
        Row("squeeze", "one axis", x => x.squeeze(1), Normal(B, 1, 3, 1)),
        Row("squeeze", "negative axis", x => x.squeeze(-1), Normal(B, 1, 3, 1)),
        Row("squeeze", "axis that is no one", x => x.squeeze(2), Normal(B, 1, 3, 1)),
        Row("unsqueeze", "first", x => x.unsqueeze(0), Normal(B, 3)),
        Row("unsqueeze", "last", x => x.unsqueeze(-1), Normal(B, 3)),
        Row("unsqueeze", "a scalar", x => x[0, 0].unsqueeze(0), Normal(B, 3)),
        Row("atleast_1d", "", x => x[0, 0].atleast_1d(), Normal(B, 3)),
        Row("atleast_2d", "", x => x.flatten().atleast_2d(), Normal(B, 3)),
        Row("atleast_3d", "", x => x.atleast_3d(), Normal(B, 3)),
        Row("permute", "", x => x.permute(2, 0, 1), Normal(B, 3, 4)),
        Row("permute", "negative axes, int32", x => x.permute(-1, 1, 0), Whole(ElementType.Int32, -4, 5, B, 3, 4)),
        Row("transpose", "", x => x.transpose(1, 2), Normal(B, 3, 4)),
        Row("transpose", "negative axes, bool", x => x.transpose(-1, -2), Booleans(B, 3, 4)),
        Row("t", "matrix", x => x.t(), Normal(B, 3)),
        Row("t", "vector", x => x.t(), Normal(B)),
        Row("T", "", x => x.T, Normal(B, 3)),
        Row("mT", "", x => x.mT, Normal(B, 3, 4)),
        Row("H", "", x => x.H, Normal(B, 3)),
        Row("mH", "", x => x.mH, Normal(B, 3, 4)),
        Row("adjoint", "", x => x.adjoint(), Normal(B, 3, 4)),
        Row("swapaxes", "", x => x.swapaxes(0, -1), Normal(B, 3, 4)),
        Row("swapdims", "", x => x.swapdims(1, 2), Normal(B, 3, 4)),
        Row("movedim", "several axes", x => x.movedim([0, 1], [2, 0]), Normal(B, 3, 4)),
        Row("movedim", "of torch, one axis", x => torch.movedim(x, -1, 1), Normal(B, 3, 4)),
        Row("moveaxis", "", x => x.moveaxis([-1], [0]), Normal(B, 3, 4)),
        Row("expand", "new and kept axes", x => x.unsqueeze(1).expand(2, x.shape[0], 5, -1), Normal(B, 3)),
        Row("expand", "to a free size", (x, y) => y.expand(x.shape[0], 3), Normal(B, 3), Normal(1, 3)),
        Row("expand", "a scalar", x => x[0, 0].expand(2, 3), Normal(B, 3)),
        Row("expand_as", "", (x, y) => y.expand_as(x), Normal(B, 3), Normal(1, 3)),
        Row("broadcast_to", "", x => x.broadcast_to(2, x.shape[0], 3), Normal(B, 3)),
        Row("broadcast_tensors", "", (x, y) => torch.broadcast_tensors(x, y), Normal(B, 3), Normal(1, 3)),
        Row("repeat", "", x => x.repeat(1, 2), Normal(B, 3)),
        Row("repeat", "more axes, int64", x => x.repeat(2, 1, 3), Integers(B, 3)),
        Row("repeat", "a free count", (x, y) => y.repeat(x.shape[0], 1), Normal(B, 3), Normal(2, 3)),
        Row("tile", "fewer counts than axes", x => x.tile([2]), Normal(B, 3)),
        Row("tile", "more counts than axes, bool", x => x.tile([2, 1, 2]), Booleans(B, 3)),
        Row("repeat_interleave", "one axis", x => x.repeat_interleave(2, dim: 1), Normal(B, 3)),
        Row("repeat_interleave", "the free axis", x => x.repeat_interleave(3, dim: 0), Normal(B, 3)),
        Row("repeat_interleave", "all axes", x => x.repeat_interleave(2), Normal(B, 3)),
        Row("repeat_interleave", "counts in a constant", x => x.repeat_interleave(torch.tensor(new long[] { 1, 0, 2 }), dim: 1), Normal(B, 3)),
        Row("meshgrid", "ij", (x, y) => torch.meshgrid([x, y], "ij"), Normal(B), Normal(3)),
        Row("meshgrid", "xy", (x, y) => torch.meshgrid([x, y], "xy"), Normal(B), Normal(3)),
        Row("cat", "", (x, y) => torch.cat([x, y], 1), Normal(B, 3), Normal(B, 2)),
        Row("cat", "free axis, negative, mixed types", (x, y) => torch.cat([x, y], -2), Normal(B, 3), Integers(2, 3)),
        Row("stack", "", (x, y) => torch.stack([x, y], 1), Normal(B, 3), Normal(B, 3)),
        Row("stack", "last axis", (x, y) => torch.stack([x, y], -1), Integers(B, 3), Integers(B, 3)),
        Row("stack", "scalars", x => torch.stack([x.sum(), x.mean()]), Normal(B, 3)) with { Tolerance = OperatorTolerance.Sums },
        Row("hstack", "", (x, y) => torch.hstack([x, y]), Normal(B, 3), Normal(B, 2)),
        Row("hstack", "vectors", (x, y) => torch.hstack([x, y]), Normal(B), Normal(2)),
        Row("vstack", "", (x, y) => torch.vstack([x, y]), Normal(B, 3), Normal(3)),
        Row("row_stack", "", (x, y) => torch.row_stack([x, y]), Normal(B, 3), Normal(2, 3)),
        Row("dstack", "", (x, y) => torch.dstack([x, y]), Normal(B, 3), Normal(B, 3, 2)),
        Row("column_stack", "", (x, y) => torch.column_stack([x, y]), Normal(B), Normal(B, 2)),
        Row("cartesian_prod", "", (x, y) => torch.cartesian_prod(x, y), Normal(B), Normal(3)),
        Row("block_diag", "", (x, y) => torch.block_diag(x, y), Normal(B, 3), Normal(2, 2)),
        Row("combinations", "", x => torch.combinations(x, 2), Normal(4)),
        Row("combinations", "with repetition", x => torch.combinations(x, 2, with_replacement: true), Normal(3)),
        Row("split", "size", x => x.split(2, 1), Normal(B, 5)),
        Row("split", "sizes", x => x.split([1, 3, 1], -1), Normal(B, 5)),
        Row("split", "sizes that follow the free axis", (x, y) => torch.cat([x, y], 0).split([x.shape[0], 2], 0), Normal(B, 3), Normal(2, 3)),
        Row("chunk", "uneven", x => x.chunk(3, 1), Normal(B, 5)),
        Row("chunk", "one part", x => x.chunk(1, 1), Normal(B, 5)),
        Row("tensor_split", "parts", x => x.tensor_split(3, 1), Normal(B, 5)),
        Row("tensor_split", "positions", x => x.tensor_split([1, 4], 1), Normal(B, 5)),
        Row("hsplit", "", x => x.hsplit(2), Normal(B, 4)),
        Row("vsplit", "positions", x => x.vsplit([1, 2]), Normal(4, 3)),
        Row("dsplit", "", x => x.dsplit(2), Normal(B, 3, 4)),
        Row("unbind", "", x => x.unbind(1), Normal(B, 3)),
        Row("unbind", "negative axis, of torch", x => torch.unbind(x, -1), Normal(B, 3, 2)),
    ];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("chunk", "free axis", x => x.chunk(2, 1), Normal(B, Dimension.Named("width")), "free dimension"),
        OperatorRefusal.Of("repeat_interleave", "counts from the input", x => x.repeat_interleave(x, dim: 0), Whole(ElementType.Int64, 1, 3, B), "repeats"),
    ];

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, object> function, OperatorInput input) =>
        OperatorCase.Of(operation, parameters, function, input) with { Tolerance = OperatorTolerance.Exact };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        OperatorCase.Of(operation, parameters, function, first, second) with { Tolerance = OperatorTolerance.Exact };
}
