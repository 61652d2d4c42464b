using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>A small training set with equally many images of each class, and as small a validation set: what little labelled data looks like.</summary>
public sealed class ClassSubset
{
    /// <summary>A draw of the noise for this alone ("SUBS").</summary>
    private const int Draw = 0x53554253;

    private ClassSubset(int[] train, int[] validation) => (Train, Validation) = (train, validation);

    /// <summary>The indices of the training images, ascending.</summary>
    public ReadOnlyMemory<int> Train { get; }

    /// <summary>The indices of the validation images, ascending; none of them is a training image.</summary>
    public ReadOnlyMemory<int> Validation { get; }

    /// <summary>Draws both.</summary>
    /// <param name="images">Labelled images.</param>
    /// <param name="perClass">Training images a class, at least 1.</param>
    /// <param name="validationPerClass">Validation images a class, at least 0.</param>
    /// <param name="seed">The seed of the draw: another seed gives another subset.</param>
    /// <exception cref="ArgumentException">The images have no labels, or a class has too few.</exception>
    public static ClassSubset Create(ImageSource images, int perClass, int validationPerClass, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(validationPerClass);
        if (!images.IsLabelled)
            throw new ArgumentException($"'{images.Name}' has no labels to draw a subset of each class by.", nameof(images));
        var keys = new float[images.Count];
        SeededNoise.FillUniform(keys, sampleLength: 1, seed, firstSampleIndex: 0, Draw);
        var (train, validation) = (new List<int>(), new List<int>());
        foreach (var members in Enumerable.Range(0, images.Count).GroupBy(index => images.Labels.Span[index]))
        {
            var ordered = members.OrderBy(index => keys[index]).ThenBy(index => index).Take(perClass + validationPerClass).ToArray();
            if (ordered.Length < perClass + validationPerClass)
                throw new ArgumentException($"Class '{images.ClassNames[members.Key]}' of '{images.Name}' has {ordered.Length} images; {perClass} to train on and {validationPerClass} to validate were asked for.", nameof(images));
            train.AddRange(ordered[..perClass]);
            validation.AddRange(ordered[perClass..]);
        }

        return new ClassSubset([.. train.Order()], [.. validation.Order()]);
    }
}
