namespace VaeOnnx.Trainer.Data;

/// <summary>Where an image that is written came from: one line of the output's manifest.</summary>
public sealed record OutputImage
{
    /// <summary>The index of the image that it was made of; null where it was made of none, or of a <see cref="Pair"/>.</summary>
    public int? SourceIndex { get; init; }

    /// <summary>The images that it lies between; null where it lies between none.</summary>
    public ImagePair? Pair { get; init; }

    /// <summary>The file of that image; null where it was no file of its own.</summary>
    public ImageOrigin? Origin { get; init; }

    /// <summary>Its class; null without labels.</summary>
    public int? Label { get; init; }

    /// <summary>The seed of the noise; null where no noise was drawn.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The draw of the noise, from 0.</summary>
    public int Draw { get; init; }

    /// <summary>An image made of one of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="index">Its index there.</param>
    /// <param name="seed">The seed of the noise; null where no noise was drawn.</param>
    /// <param name="draw">The draw.</param>
    public static OutputImage Of(ImageSource source, int index, ulong? seed = null, int draw = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new OutputImage
        {
            SourceIndex = index,
            Origin = source.Origins.Count == 0 ? null : source.Origins[index],
            Label = source.IsLabelled ? source.Labels.Span[index] : null,
            Seed = seed,
            Draw = draw,
        };
    }
}
