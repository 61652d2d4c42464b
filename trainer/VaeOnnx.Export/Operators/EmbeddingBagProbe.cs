using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Finds out how an EmbeddingBag was created, by looking up bags of two neighbouring rows, every row being the first of one bag, and
/// bags of one row.
/// </summary>
internal static class EmbeddingBagProbe
{
    /// <summary>Bags looked up at once: some megabytes however large the table is.</summary>
    private const long Chunk = 4096;

    /// <summary>Sums of two float32 rows are the same bits in any order; means differ by a unit in the last place.</summary>
    private const double Same = 1e-6;

    public static EmbeddingBagSettings Find(EmitterContext c, EmbeddingBag module, Tensor table)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var one = zeros(1, dtype: ScalarType.Int64, device: table.device);
        var hasLast = module.forward(one, cat([one, one + 1]), null).shape[0] == 1;
        Tensor LookUp(Tensor bags) => module.forward(bags.flatten(), arange(0, bags.numel() + (hasLast ? 1 : 0), bags.shape[1], dtype: ScalarType.Int64, device: table.device), null);
        var mode = Enum.GetValues<EmbeddingBagMode>().MaxBy(candidate => Agreeing(LookUp, table, candidate));
        return new EmbeddingBagSettings(mode, Padding(c, LookUp, table, mode), hasLast);
    }

    /// <summary>In how many of the first bags the rows are joined in this way; padding spoils two of them at most.</summary>
    private static long Agreeing(Func<Tensor, Tensor> lookUp, Tensor table, EmbeddingBagMode mode)
    {
        using var scope = NewDisposeScope();
        var (bags, first, second) = Bags(table, 0, Math.Min(table.shape[0], 64));
        return IsSame(lookUp(bags), Joined(first, second, mode)).sum().item<long>();
    }

    /// <summary>The row whose bag gives the neighbour alone, or, by itself, nothing: the larger of two may hide that one of them does not count.</summary>
    private static long? Padding(EmitterContext c, Func<Tensor, Tensor> lookUp, Tensor table, EmbeddingBagMode mode)
    {
        var found = new List<long>();
        for (var start = 0L; start < table.shape[0]; start += Chunk)
        {
            using var scope = NewDisposeScope();
            var (bags, first, second) = Bags(table, start, Math.Min(table.shape[0] - start, Chunk));
            var actual = lookUp(bags);
            var alone = table.shape[0] == 1 ? zeros_like(second) : second;
            var isPadding = IsSame(actual, alone).logical_and(IsSame(actual, Joined(first, second, mode)).logical_not());
            isPadding = isPadding.logical_or(IsNought(lookUp(bags.narrow(1, 0, 1))).logical_and(IsNought(first).logical_not()));
            found.AddRange(isPadding.nonzero().cpu().data<long>().Select(row => row + start));
        }

        if (found.Count == 0 && mode == EmbeddingBagMode.Max)
            found.AddRange(HiddenPadding(lookUp, table));
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw c.Refuse("Its padding_idx cannot be told from its results: several rows count for nothing.", "Check the table for values that are not finite."),
        };
    }

    /// <summary>Of the rows that are nought anyway, those that do not keep the larger of two from being negative.</summary>
    private static List<long> HiddenPadding(Func<Tensor, Tensor> lookUp, Tensor table)
    {
        using var scope = NewDisposeScope();
        var others = arange(table.shape[0], dtype: ScalarType.Int64, device: table.device);
        var nought = IsNought(table).nonzero().cpu().data<long>();
        return [.. nought.Where(row =>
        {
            using var bag = NewDisposeScope();
            var bags = stack([full_like(others, row), others], 1);
            return lookUp(bags).lt(0).any().item<bool>();
        })];
    }

    private static (Tensor Bags, Tensor First, Tensor Second) Bags(Tensor table, long start, long count)
    {
        var first = arange(start, start + count, dtype: ScalarType.Int64, device: table.device);
        var second = (first + 1).remainder(table.shape[0]);
        return (stack([first, second], 1), table.index_select(0, first), table.index_select(0, second));
    }

    private static Tensor Joined(Tensor first, Tensor second, EmbeddingBagMode mode) => mode switch
    {
        EmbeddingBagMode.Sum => first + second,
        EmbeddingBagMode.Mean => (first + second) / 2,
        _ => maximum(first, second),
    };

    private static Tensor IsNought(Tensor rows) => rows.abs().amax([1]) == 0;

    private static Tensor IsSame(Tensor a, Tensor b) => (a - b).abs().amax([1]) <= b.abs().amax([1]) * Same;
}
