using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Every original, unchanged, many times: where each repetition is to become something else.</summary>
/// <param name="originals">The images.</param>
/// <param name="draws">How often each comes, at least 1.</param>
public sealed class RepeatedImages(ImageSource originals, int draws) : DerivedImages(originals, originals?.Spec!, draws)
{
    /// <inheritdoc/>
    public override string Recipe => "repeated";

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var sources = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
            sources[i] = Origin(indices[i]).Original;
        Originals.Gather(sources, images);
    }
}
