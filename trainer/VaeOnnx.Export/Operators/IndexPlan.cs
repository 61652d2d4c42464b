using VaeOnnx.Contracts;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// What the indices of <c>x[...]</c> mean: one index for each axis of x, and where each axis of the result comes from. As in
/// TorchSharp, single positions go first; tensors of positions that stand side by side keep their place, others come in front.
/// </summary>
internal sealed class IndexPlan
{
    /// <summary>Marks an axis of the result that comes from no axis of x.</summary>
    private const int NewAxis = -1;

    private IndexPlan(AxisIndex[] axes, int[] sources, int pickedRank)
    {
        Axes = axes;
        Sources = sources;
        PickedRank = pickedRank;
        Picked = [.. Enumerable.Range(0, axes.Length).Where(axis => axes[axis].Kind is IndexKind.Tensor)];
    }

    public AxisIndex[] Axes { get; }

    /// <summary>The axes of x that tensors of positions pick from.</summary>
    public int[] Picked { get; }

    /// <summary>How many axes the positions have together.</summary>
    public int PickedRank { get; }

    /// <summary>For each axis of the result the axis of x, or a new axis; picked axes are given by the first of them, PickedRank times.</summary>
    private int[] Sources { get; }

    public int ResultRank => Sources.Length;

    /// <summary>Where the axes that the positions make begin in the result.</summary>
    public int PickedPlace => Array.FindIndex(Sources, source => source >= 0 && Axes[source].Kind is IndexKind.Tensor);

    public long[] NewAxes => [.. Enumerable.Range(0, Sources.Length).Where(place => Sources[place] == NewAxis).Select(place => (long)place)];

    /// <summary>The place in the result of an axis of x that is neither picked from nor a single position.</summary>
    public int PlaceOf(int axis) => Array.IndexOf(Sources, axis);

    public static IndexPlan Of(EmitterContext c, IReadOnlyList<AxisIndex> indices, int rank)
    {
        var used = indices.Count(index => index.Kind is not (IndexKind.None or IndexKind.Ellipsis));
        List<AxisIndex> axes = [];
        List<int> sources = [];
        foreach (var index in indices)
        {
            RefuseMask(c, index);
            switch (index.Kind)
            {
                case IndexKind.None:
                    sources.Add(NewAxis);
                    break;
                case IndexKind.Ellipsis:
                    AddWhole(axes, sources, rank - used);
                    break;
                default:
                    if (index.Kind is not IndexKind.Single)
                        sources.Add(axes.Count);
                    axes.Add(index);
                    break;
            }
        }

        AddWhole(axes, sources, rank - axes.Count);
        return Placed([.. axes], sources);
    }

    private static void RefuseMask(EmitterContext c, AxisIndex index)
    {
        if (index.Kind is IndexKind.Bool || index.Tensor?.ElementType is ElementType.Bool or ElementType.UInt8)
        {
            throw c.Refuse("It selects by a mask, and the result's shape would follow the values.",
                "Use torch.where(mask, x, other) or multiply by the mask, which keep the shape.");
        }
    }

    private static void AddWhole(List<AxisIndex> axes, List<int> sources, int count)
    {
        for (var added = 0; added < count; added++)
        {
            sources.Add(axes.Count);
            axes.Add(AxisIndex.Whole);
        }
    }

    private static IndexPlan Placed(AxisIndex[] axes, List<int> sources)
    {
        var picked = sources.Where(source => source >= 0 && axes[source].Kind is IndexKind.Tensor).ToArray();
        if (picked.Length == 0)
            return new IndexPlan(axes, [.. sources], 0);
        var rank = picked.Max(axis => axes[axis].Tensor!.Rank);
        var first = sources.IndexOf(picked[0]);
        var isTogether = sources.Skip(first).Take(picked.Length).SequenceEqual(picked);
        var place = isTogether ? first : 0;
        sources.RemoveAll(picked.Contains);
        sources.InsertRange(place, Enumerable.Repeat(picked[0], rank));
        return new IndexPlan(axes, [.. sources], rank);
    }
}
