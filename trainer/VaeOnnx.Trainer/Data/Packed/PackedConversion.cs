using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What files of many images have in common once their pixels are found: channels, size, memory.</summary>
internal static class PackedConversion
{
    /// <summary>Converts where the caller wants it, and keeps in memory what fits the budget.</summary>
    /// <exception cref="DataFormatException">The parts are of different sizes, or cannot be made to fit.</exception>
    public static ReadData Finish(DataParts parts, string layout, ImageReadOptions options)
    {
        var train = parts.Train;
        foreach (var part in new[] { parts.Validation, parts.Test }.OfType<ImageSource>())
        {
            if (part.Spec != train.Spec || part.BitDepth != train.BitDepth)
                throw new DataFormatException(train.Name, $"images of {ImageSource.Describe(train.Spec)} and {train.BitDepth} bits in every part, as in training", $"{ImageSource.Describe(part.Spec)} and {part.BitDepth} bits");
        }

        var spec = Wanted(train.Spec, options);
        var isFitted = (spec.Height, spec.Width) != (train.Spec.Height, train.Spec.Width);
        if (isFitted && !options.Fit!.Value.Takes(train.Spec.Height, train.Spec.Width, spec))
            throw new DataFormatException(train.Name, $"images that can be made {spec.Height}x{spec.Width} by {options.Fit.Value.ToName()}", $"{train.Spec.Height}x{train.Spec.Width}", "Use --fit resize, contain or cover.");
        var budget = options.MemoryBudget;
        var converted = parts with { Train = Convert(train), Validation = parts.Validation is null ? null : Convert(parts.Validation), Test = parts.Test is null ? null : Convert(parts.Test) };
        return new ReadData(converted, new ImageReadReport
        {
            Layout = layout,
            Fit = isFitted ? options.Fit : null,
            Sizes = [new SizeCount(train.Spec.Height, train.Spec.Width, train.Count + (parts.Validation?.Count ?? 0) + (parts.Test?.Count ?? 0))],
            IsStreamed = converted.Train is not ImageSet,
        });

        ImageSource Convert(ImageSource images)
        {
            if (spec == images.Spec)
                return images;
            var other = new ConvertedImages(images, spec, options.Fit ?? ImageFit.Pad);
            return images is ImageSet && (long)images.Count * spec.Length * (images.BitDepth / 8) <= Math.Min(budget, Array.MaxLength) ? other.ToImageSet() : other;
        }
    }

    private static ImageSpec Wanted(ImageSpec spec, ImageReadOptions options) => spec with
    {
        Channels = options.Channels switch { ImageChannels.Grey => 1, ImageChannels.Colour => 3, ImageChannels.Alpha => 4, _ => spec.Channels },
        Height = options.Height ?? spec.Height,
        Width = options.Width ?? spec.Width,
    };
}
