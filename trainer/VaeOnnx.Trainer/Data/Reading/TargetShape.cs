using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What all images of a data set are made to be: size, channels, depth.</summary>
internal sealed record TargetShape(ImageSpec Spec, int BitDepth, ImageFit? Fit)
{
    private const int SizesShown = 5;

    /// <summary>Chooses it from what the files say of themselves.</summary>
    /// <param name="root">For messages.</param>
    /// <param name="headers">At least one.</param>
    /// <param name="options">What the caller wants.</param>
    /// <param name="broken">The files that were skipped before, for messages.</param>
    /// <exception cref="DataFormatException">The images have several sizes, and nothing says what to make of them.</exception>
    public static TargetShape Choose(string root, IReadOnlyCollection<ImageFileHeader> headers, ImageReadOptions options, IReadOnlyCollection<BrokenImage> broken)
    {
        var sizes = SizesOf(headers);
        if (sizes.Length > 1 && options.Fit is null)
            throw MixedSizes(root, sizes, broken);
        var (height, width) = (options.Height ?? sizes[0].Height, options.Width ?? sizes[0].Width);
        var isFitted = sizes.Length > 1 || (sizes[0].Height, sizes[0].Width) != (height, width);
        var spec = new ImageSpec { Channels = ChannelsOf(headers, options.Channels), Height = height, Width = width };
        return new TargetShape(spec, headers.Max(header => header.BitDepth), isFitted ? options.Fit : null);
    }

    /// <summary>The sizes of images, the commonest first.</summary>
    public static SizeCount[] SizesOf(IEnumerable<ImageFileHeader> headers) => SizeCount.Of(headers.Select(header => (header.Height, header.Width)));

    /// <summary>What images that keep their sizes have in common, channels and depth, at the commonest size.</summary>
    /// <param name="headers">At least one.</param>
    /// <param name="wanted">The channels that the caller asked for.</param>
    public static TargetShape OfMixed(IReadOnlyCollection<ImageFileHeader> headers, ImageChannels wanted)
    {
        var size = SizesOf(headers)[0];
        return new TargetShape(new ImageSpec { Channels = ChannelsOf(headers, wanted), Height = size.Height, Width = size.Width }, headers.Max(header => header.BitDepth), Fit: null);
    }

    /// <summary>What was made of images, and what would change it.</summary>
    /// <param name="used">Those that became part of the data.</param>
    /// <param name="wanted">The channels that the caller asked for.</param>
    public IEnumerable<string> NotesOn(IReadOnlyCollection<ImageFileHeader> used, ImageChannels wanted)
    {
        if (Fit is { } fit)
            yield return $"sizes: {Describe(SizesOf(used))}; made {Spec.Height}x{Spec.Width} by {fit.ToName()}";
        var deep = used.Count(header => header.BitDepth == 16);
        if (BitDepth == 16 && deep < used.Count)
            yield return FormattableString.Invariant($"depth: 16 bits, since {deep:N0} of {used.Count:N0} images have them");
        var count = used.Count(header => header.Channels == Spec.Channels);
        if (wanted == ImageChannels.Auto && count < used.Count)
        {
            var (what, instead) = Spec.Channels == 4 ? ("alpha", "colour") : ("colour", "grey");
            yield return FormattableString.Invariant($"channels: {Spec.Channels}, since {count:N0} of {used.Count:N0} images have {what}; --channels {instead} leaves it out");
        }
    }

    private static int ChannelsOf(IReadOnlyCollection<ImageFileHeader> headers, ImageChannels wanted) => wanted switch
    {
        ImageChannels.Grey => 1,
        ImageChannels.Colour => 3,
        ImageChannels.Alpha => 4,
        _ => headers.Max(header => header.Channels),
    };

    private static DataFormatException MixedSizes(string root, SizeCount[] sizes, IReadOnlyCollection<BrokenImage> broken) => new(
        root, "images of one size", $"{sizes.Length} sizes (height x width): {Describe(sizes)}{(broken.Count == 0 ? "" : $", besides files that cannot be used: {Describe(broken)}")}",
        $"Say how they become one: --fit resize, pad, crop, contain or cover, to the commonest size or to the one of --size HxW, such as --fit cover --size {sizes[0].Height}x{sizes[0].Width}.");

    private static string Describe(SizeCount[] sizes) =>
        string.Join(", ", sizes.Take(SizesShown)) + (sizes.Length > SizesShown ? $" and {sizes.Length - SizesShown} more" : "");

    private static string Describe(IReadOnlyCollection<BrokenImage> broken) =>
        string.Join(", ", broken.Take(SizesShown).Select(file => file.Path)) + (broken.Count > SizesShown ? $" and {broken.Count - SizesShown} more" : "");
}
