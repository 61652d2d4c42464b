namespace VaeOnnx.Trainer.Data;

/// <summary>Images of mixed sizes, divided as the data is, and what was found when they were read.</summary>
/// <param name="Train">The images to fit to; all of them where the data is not divided.</param>
/// <param name="Validation">The images that choose the epoch; null where the data does not say.</param>
/// <param name="Test">The images that are looked at once, at the end; null where the data does not say.</param>
/// <param name="Report">What was found.</param>
public sealed record MixedData(MixedImages Train, MixedImages? Validation, MixedImages? Test, ImageReadReport Report)
{
    /// <summary>The same division of two data sets, as pairs.</summary>
    /// <param name="first">The images that a model sees.</param>
    /// <param name="second">The images that it is asked for.</param>
    /// <exception cref="DataFormatException">An image has no counterpart, or one part is missing in one of the two.</exception>
    public static MixedData Pair(MixedData first, MixedData second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new MixedData(
            MixedImages.Pair(first.Train, second.Train),
            PairPart(first.Validation, second.Validation, first, second, "validation"),
            PairPart(first.Test, second.Test, first, second, "test"),
            first.Report with { Layout = $"pairs by file name: {first.Report.Layout}", Notes = [.. first.Report.Notes.Union(second.Report.Notes)] });
    }

    /// <summary>Draws the parts that the data does not have.</summary>
    /// <param name="options">What to draw.</param>
    /// <exception cref="DataFormatException">No image is left to train or to validate on.</exception>
    public MixedDivision Divide(DivisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rest, test) = Test is null ? Draw(Train, StratifiedSplit.ForTest, options.TestFraction, options.Seed) : (Train, Test);
        var (training, validation) = Validation is null ? Draw(rest, StratifiedSplit.Create, options.ValidationFraction, options.Seed) : (rest, Validation);
        return validation is null
            ? throw new DataFormatException(Train.Name, "images to train and images to validate on", FormattableString.Invariant($"{Train.Count} images, of which a share of {options.ValidationFraction} is none"), "Raise --validation, or make sub-folders train and validation.")
            : new MixedDivision(training, validation, test, $"validation {(Validation is null ? "drawn" : "given")}, test {(Test is not null ? "given" : test is null ? "none" : "drawn")}");
    }

    private static MixedImages? PairPart(MixedImages? first, MixedImages? second, MixedData one, MixedData other, string part)
    {
        if (first is null != second is null)
            throw new DataFormatException((first is null ? one : other).Train.Name, $"{part} images, as there are in {(first is null ? other : one).Train.Name}", "none", "Divide both folders alike.");
        return first is null ? null : MixedImages.Pair(first, second!);
    }

    private static (MixedImages Kept, MixedImages? Drawn) Draw(MixedImages images, Func<ImageSource, double, ulong, StratifiedSplit> draw, double fraction, ulong seed)
    {
        // The draw looks at how many images there are, at nothing in them.
        var standIns = new ImageSet(images.Name, new() { Channels = 1, Height = 1, Width = 1 }, new byte[images.Count]);
        var split = draw(standIns, fraction, seed);
        return split.HeldOut.IsEmpty ? (images, null) : (images.Select(split.Train.ToArray()), images.Select(split.HeldOut.ToArray()));
    }
}
