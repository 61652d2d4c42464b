using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Tracing;

/// <summary>The sizes of the free dimensions in each trace: a base, and one trace for each dimension with that one changed.</summary>
internal sealed class SampleSizePlan
{
    // Two and three: small, and no multiple of each other.
    private static readonly SampleSizes BatchSizes = new(2, 3);

    // Eight apart: strided and pooled axes still differ.
    private static readonly SampleSizes OtherSizes = new(32, 40);

    public SampleSizePlan(IReadOnlyList<TensorSpec> inputs, IReadOnlyDictionary<string, SampleSizes> chosen)
    {
        string[] names = [.. inputs.SelectMany(input => input.Shape).Select(dimension => dimension.Name).OfType<string>().Distinct()];
        SampleSizes Sizes(string name) => chosen.GetValueOrDefault(name) ?? (name == Dimension.Batch.Name ? BatchSizes : OtherSizes);
        var first = names.ToDictionary(name => name, name => Sizes(name).First);
        // Never one trace alone: the inputs' values change between traces too, which shows what only looks constant.
        Runs = names.Length == 0 ? [first, first] : [first, .. names.Select(changed => names.ToDictionary(name => name, name => name == changed ? Sizes(name).Second : Sizes(name).First))];
    }

    public IReadOnlyList<IReadOnlyDictionary<string, long>> Runs { get; }
}
