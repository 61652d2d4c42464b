using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>New tensors of fixed size, which are constants of the graph, and of sizes that follow the batch.</summary>
internal static class CreationCases
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 4);

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        Of("zeros", "fixed", x => x + zeros(4), Rows),
        Of("zeros", "batch", x => x + zeros(x.shape[0], 4), Rows),
        Of("zeros", "batch, int64", x => zeros(x.shape[0], 2, dtype: ScalarType.Int64), Rows),
        Of("ones", "batch", x => ones(2, x.shape[0]), Rows),
        Of("ones", "batch, bool", x => ones(x.shape[0], dtype: ScalarType.Bool), Rows),
        Of("full", "batch", x => full(x.shape[0], 3, 0.3), Rows),
        Of("full", "the batch's size", x => full([x.shape[0], 2L], (float)x.shape[0]), Rows),
        Of("full", "uint8", x => full([x.shape[0], 2L], 200, dtype: ScalarType.Byte), Rows),
        Of("full", "int16", x => full([x.shape[0]], -7, dtype: ScalarType.Int16), Rows),
        Of("empty", "batch, filled", x => empty(x.shape[0], 2).fill_(3), Rows),
        Of("empty_like", "filled", x => empty_like(x).fill_(3), Rows),
        Of("empty_strided", "batch, filled", x => empty_strided([x.shape[0], 2L], [2L, 1L]).fill_(3), Rows),
        Of("zeros_like", "", x => zeros_like(x) + 1, Rows),
        Of("ones_like", "", x => x.ones_like(), Rows),
        Of("ones_like", "dtype", x => x.ones_like(ScalarType.Int64), Rows),
        Of("full_like", "", x => x.full_like(-1.5), Rows),
        Of("new_zeros", "", x => x.new_zeros(x.shape[0], 2), Rows),
        Of("new_ones", "", x => x.new_ones(x.shape[0], 2), Rows),
        Of("new_full", "", x => x.new_full(x.shape[0], 2, 0.5), Rows),
        Of("tensor", "constants", x => x * tensor(new[] { 1f, 2f, 3f, 4f }), Rows),
        Of("tensor", "number", x => x * tensor(2.5f), Rows),
        Of("tensor", "the batch's size", x => x / tensor(x.shape[0]), Rows),
        Of("arange", "fixed", x => x * arange(4), Rows),
        Of("arange", "batch", x => arange(x.shape[0]).unsqueeze(1) + x, Rows),
        Of("arange", "start, stop and step", x => arange(1, (2 * x.shape[0]) + 1, 2), Rows),
        Of("arange", "float32", x => arange(0, x.shape[0], 0.25, dtype: ScalarType.Float32), Rows),
        Of("linspace", "fixed", x => x + linspace(-1, 1, 4), Rows),
        Of("linspace", "batch", x => linspace(-1, 1, x.shape[0]), Rows),
        Of("eye", "fixed", x => x + eye(4)[0], Rows),
        Of("eye", "batch", x => eye(x.shape[0]), Rows),
        Of("eye", "rows and columns", x => eye(x.shape[0], 3, dtype: ScalarType.Int64), Rows),
    ];
}
