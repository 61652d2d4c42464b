using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators.Views;

/// <summary>Products of matrices, sums of products, distances.</summary>
internal static class ProductCases
{
    private static readonly Dimension B = Dimension.Batch;

    public static IReadOnlyList<OperatorCase> Table { get; } =
    [
        Row("matmul", "matrices", (x, y) => x.matmul(y), Normal(B, 3), Normal(3, 4)),
        Row("matmul", "batches, broadcast", (x, y) => x.matmul(y), Normal(B, 2, 3, 4), Normal(2, 4, 3)),
        Row("matmul", "vector on the right", (x, y) => torch.matmul(x, y), Normal(B, 2, 3), Normal(3)),
        Row("matmul", "vectors", (x, y) => x.matmul(y), Normal(3), Normal(3)),
        Row("matmul", "int64", (x, y) => x.matmul(y), Integers(B, 3), Integers(3, 2)),
        Row("matmul", "float64", (x, y) => x.matmul(y), Normal(B, 3).As(ElementType.Float64), Normal(3, 2).As(ElementType.Float64)),
        Row("mm", "", (x, y) => x.mm(y), Normal(B, 3), Normal(3, 4)),
        Row("bmm", "", (x, y) => x.bmm(y), Normal(B, 2, 3), Normal(B, 3, 4)),
        Row("mv", "", (x, y) => x.mv(y), Normal(B, 3), Normal(3)),
        Row("dot", "", (x, y) => x.dot(y), Normal(3), Normal(3)),
        Row("vdot", "", (x, y) => x.vdot(y), Normal(3), Normal(3)),
        Row("outer", "", (x, y) => x.outer(y), Normal(B), Normal(3)),
        Row("ger", "", (x, y) => x.ger(y), Normal(B), Normal(3)),
        Row("inner", "vectors", (x, y) => x.inner(y), Normal(3), Normal(3)),
        Row("inner", "more axes", (x, y) => x.inner(y), Normal(B, 3), Normal(2, 4, 3)),
        Row("kron", "", (x, y) => x.kron(y), Normal(B, 3), Normal(2, 2)),
        Row("kron", "other ranks", (x, y) => x.kron(y), Normal(B, 2, 3), Normal(2)),
        Row("addmm", "", (m, x, y) => m.addmm(x, y), Normal(B, 4), Normal(B, 3), Normal(3, 4)),
        Row("addmm", "alpha, beta, vector", (m, x, y) => m.addmm(x, y, 0.5f, 2f), Normal(4), Normal(B, 3), Normal(3, 4)),
        Row("addmm", "beta 0", (m, x, y) => torch.addmm(m, x, y, 0f, 2f), Normal(4), Normal(B, 3), Normal(3, 4)),
        Row("addmm", "int64", (m, x, y) => m.addmm(x, y, 2f, 3f), Integers(4), Integers(B, 3), Integers(3, 4)),
        Row("addmv", "alpha, beta", (m, x, y) => m.addmv(x, y, 0.5f, 2f), Normal(B), Normal(B, 3), Normal(3)),
        Row("addr", "alpha, beta", (m, x, y) => m.addr(x, y, 0.5f, 2f), Normal(B, 3), Normal(B), Normal(3)),
        Row("baddbmm", "alpha, beta", (m, x, y) => m.baddbmm(x, y, 0.5f, 2f), Normal(B, 3, 3), Normal(B, 3, 3), Normal(B, 3, 3)),
        Row("baddbmm", "of torch, beta 0", (m, x, y) => torch.baddbmm(m, x, y, 0f, 1f), Normal(B, 3, 3), Normal(B, 3, 3), Normal(B, 3, 3)),
        Row("addbmm", "alpha, beta", (m, x, y) => m.addbmm(x, y, 0.5f, 2f), Normal(2, 4), Normal(B, 2, 3), Normal(B, 3, 4)),
        Row("matrix_power", "5", x => x.matrix_power(5), Unit(B, 3, 3)),
        Row("matrix_power", "1", x => x.matrix_power(1), Unit(B, 3, 3)),
        Row("matrix_power", "0", x => x.matrix_power(0), Unit(B, 3, 3)),
        Row("det", "", x => x.det(), Normal(B, 3, 3)),
        Row("linalg.det", "one matrix", x => linalg.det(x), Normal(4, 4)),
        Row("logdet", "", x => x.matmul(x.mT).logdet(), Normal(B, 3, 3)),
        Row("linalg.slogdet", "", x => linalg.slogdet(x), Normal(B, 3, 3)),
        Row("chain_matmul", "", (x, y, z) => torch.chain_matmul(x, y, z), Normal(B, 3), Normal(3, 4), Normal(4, 2)),
        Row("linalg.multi_dot", "vector at the end", (x, y, z) => linalg.multi_dot([x, y, z]), Normal(B, 3), Normal(3, 4), Normal(4)),
        Row("linalg.vecdot", "", (x, y) => linalg.vecdot(x, y), Normal(B, 3), Normal(3)),
        Row("linalg.vecdot", "axis", (x, y) => linalg.vecdot(x, y, 1), Normal(B, 3, 2), Normal(B, 3, 2)),
        Row("linalg.cross", "", (x, y) => linalg.cross(x, y), Normal(B, 3), Normal(1, 3)),
        Row("linalg.cross", "axis", (x, y) => linalg.cross(x, y, 1), Normal(B, 3, 2), Normal(B, 3, 2)),
        Row("vander", "", x => torch.vander(x, 4), Normal(B)),
        Row("vander", "increasing, square", x => torch.vander(x, increasing: true), Normal(3)),
        Row("linalg.vander", "", x => linalg.vander(x, 3), Normal(B, 2)),
        Row("einsum", "matrices", (x, y) => torch.einsum("bi,io->bo", x, y), Normal(B, 3), Normal(3, 4)),
        Row("einsum", "no output, spaces", (x, y) => torch.einsum("b i, i o", x, y), Normal(B, 3), Normal(3, 4)),
        Row("einsum", "upper case", (x, y) => torch.einsum("Bij,Bjk->Bik", x, y), Normal(B, 2, 3), Normal(B, 3, 4)),
        Row("einsum", "ellipsis", (x, y) => torch.einsum("...ij,jk->...ik", x, y), Normal(B, 2, 2, 3), Normal(3, 4)),
        Row("einsum", "transpose", x => torch.einsum("bij->jib", x), Normal(B, 2, 3)),
        Row("einsum", "diagonal", x => torch.einsum("bii->bi", x), Normal(B, 3, 3)),
        Row("einsum", "trace", x => torch.einsum("bii->b", x), Normal(B, 3, 3)),
        Row("einsum", "outer", (x, y) => torch.einsum("i,j->ij", x, y), Normal(B), Normal(3)),
        Row("einsum", "sum of all", x => torch.einsum("ij->", x), Normal(B, 3)),
        Row("einsum", "attention", (q, k, v) => torch.einsum("bhqk,bhkd->bqhd", torch.einsum("bqhd,bkhd->bhqk", q, k), v), Normal(B, 3, 2, 4), Normal(B, 3, 2, 4), Normal(B, 2, 3, 4)),
        Row("einsum", "three tensors", (x, w, y) => torch.einsum("bi,oij,bj->bo", x, w, y), Normal(B, 3), Normal(2, 3, 4), Normal(B, 4)),
        Row("tensordot", "lists of axes", (x, y) => torch.tensordot(x, y, [1, 2], [1, 0]), Normal(B, 3, 4), Normal(4, 3, 2)),
        Row("tensordot", "pairs of axes", (x, y) => torch.tensordot(x, y, [(1L, 1L), (2L, 0L)]), Normal(B, 3, 4), Normal(4, 3, 2)),
        Row("tensordot", "negative axis", (x, y) => x.tensordot(y, [-1], [-1]), Normal(B, 3), Normal(2, 3)),
        Row("functional.linear", "more axes", (x, w) => nn.functional.linear(x, w), Normal(B, 2, 3), Normal(4, 3)),
        Row("functional.linear", "float64", (x, w) => nn.functional.linear(x, w), Normal(B, 3).As(ElementType.Float64), Normal(4, 3).As(ElementType.Float64)),
        Row("functional.linear", "weight and bias computed", (x, w, b) => nn.functional.linear(x, w * 2, b), Normal(B, 3), Normal(4, 3), Normal(4)),
        Row("functional.bilinear", "", (x, y, w) => nn.functional.bilinear(x, y, w), Normal(B, 3), Normal(B, 2), Normal(4, 3, 2)),
        Row("functional.bilinear", "more axes, bias", (x, y, w) => nn.functional.bilinear(x, y, w, w.sum([1L, 2L])), Normal(B, 5, 3), Normal(B, 5, 2), Normal(4, 3, 2)),
        Row("cdist", "p 2", (x, y) => torch.cdist(x, y), Normal(B, 3, 4), Normal(B, 2, 4)),
        Row("cdist", "p 1, broadcast", (x, y) => torch.cdist(x, y, 1), Normal(B, 3, 4), Normal(2, 4)),
        Row("cdist", "p 3", (x, y) => torch.cdist(x, y, 3), Normal(B, 4), Normal(2, 4)),
        Row("cdist", "p 0", (x, y) => torch.cdist(x, y, 0), Whole(ElementType.Float32, 0, 3, B, 4), Whole(ElementType.Float32, 0, 3, 2, 4)),
        Row("cdist", "p infinity", (x, y) => torch.cdist(x, y, double.PositiveInfinity), Normal(B, 4), Normal(2, 4)),
        Row("functional.pairwise_distance", "", (x, y) => nn.functional.pairwise_distance(x, y), Normal(B, 4), Normal(B, 4)),
        Row("functional.pairwise_distance", "p 1, keepdim", (x, y) => nn.functional.pairwise_distance(x, y, 1, 1e-3, true), Normal(B, 4), Normal(1, 4)),
        Row("functional.cosine_similarity", "", (x, y) => nn.functional.cosine_similarity(x, y), Normal(B, 4), Normal(B, 4)),
        Row("functional.cosine_similarity", "axis, broadcast", (x, y) => nn.functional.cosine_similarity(x.unsqueeze(1), y, -1), Normal(B, 4), Normal(3, 4)),
        OperatorCase.OfModule("CosineSimilarity", "module", () => nn.CosineSimilarity(1, 1e-6), Normal(B, 4), Normal(B, 4)) with { Tolerance = OperatorTolerance.Sums },
        OperatorCase.OfModule("PairwiseDistance", "module", () => nn.PairwiseDistance(p: 2), Normal(B, 4), Normal(B, 4)) with { Tolerance = OperatorTolerance.Sums },
        OperatorCase.OfModule("Flatten", "module", () => nn.Flatten(), Normal(B, 2, 3)),
        OperatorCase.OfModule("Flatten", "module, axes", () => nn.Flatten(-2, -1), Normal(B, 2, 3)),
        OperatorCase.OfModule("Unflatten", "module", () => nn.Unflatten(1, new long[] { 2, 3 }), Normal(B, 6)),
    ];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("matrix_power", "inverse", x => x.matrix_power(-1), Normal(2, 2), "inverts"),
        OperatorRefusal.Of("linalg.det", "float64", x => linalg.det(x), Normal(2, 2).As(ElementType.Float64), "float64"),
        OperatorRefusal.Of("linalg.matrix_norm", "2", x => linalg.matrix_norm(x, 2), Normal(2, 2), "singular values"),
        OperatorRefusal.Of("linalg.matrix_norm", "nuc", x => linalg.matrix_norm(x, "nuc"), Normal(2, 2), "singular values"),
    ];

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, object> function, OperatorInput input) =>
        OperatorCase.Of(operation, parameters, function, input) with { Tolerance = OperatorTolerance.Sums };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        OperatorCase.Of(operation, parameters, function, first, second) with { Tolerance = OperatorTolerance.Sums };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, Tensor, object> function,
        OperatorInput first, OperatorInput second, OperatorInput third) =>
        OperatorCase.Of(operation, parameters, function, first, second, third) with { Tolerance = OperatorTolerance.Sums };
}
