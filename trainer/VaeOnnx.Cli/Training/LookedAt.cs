using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Training;

/// <summary>A few images that a report measures and shows, as the runtime takes them.</summary>
/// <param name="Spec">The size of one.</param>
/// <param name="Values">N·C·H·W values in the pixel range.</param>
/// <param name="Labels">Their classes; empty without labels.</param>
internal sealed record LookedAt(ImageSpec Spec, float[] Values, int[] Labels)
{
    /// <summary>Enough for a mean that does not wobble, and never more than 256 MB.</summary>
    private const int MaxImages = 500;
    private const int MaxValues = 64 << 20;

    public int Count => Values.Length / Spec.Length;

    /// <summary>Spread evenly over the images, so that every class is seen where they are sorted by class.</summary>
    public static LookedAt From(ImageSource images)
    {
        var count = Math.Min(images.Count, Math.Clamp(MaxValues / images.Spec.Length, 1, MaxImages));
        int[] indices = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * images.Count / count))];
        var values = new float[count * images.Spec.Length];
        images.Gather(indices, values);
        return new LookedAt(images.Spec, values, images.IsLabelled ? [.. indices.Select(index => images.Labels.Span[index])] : []);
    }

    /// <summary>Some of them, spread evenly again.</summary>
    public LookedAt Spread(int count)
    {
        count = Math.Min(count, Count);
        var length = Spec.Length;
        var values = new float[count * length];
        int[] places = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count))];
        for (var i = 0; i < count; i++)
            Values.AsSpan(places[i] * length, length).CopyTo(values.AsSpan(i * length));
        return new LookedAt(Spec, values, Labels.Length == 0 ? [] : [.. places.Select(place => Labels[place])]);
    }
}
