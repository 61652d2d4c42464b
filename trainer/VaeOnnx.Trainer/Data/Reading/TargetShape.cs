using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What all images of a data set are made to be: size, channels, depth.</summary>
internal sealed record TargetShape(ImageSpec Spec, int BitDepth, ImageFit? Fit, IReadOnlyList<SizeCount> Sizes, IReadOnlyList<string> Notes)
{
    private const int SizesShown = 5;

    /// <summary>Chooses it from what the files say of themselves.</summary>
    /// <param name="root">For messages.</param>
    /// <param name="headers">At least one.</param>
    /// <param name="options">What the caller wants.</param>
    /// <exception cref="DataFormatException">The images have several sizes, and nothing says what to make of them.</exception>
    public static TargetShape Choose(string root, IReadOnlyCollection<ImageFileHeader> headers, ImageReadOptions options)
    {
        SizeCount[] sizes = [.. headers.GroupBy(header => (header.Height, header.Width)).Select(group => new SizeCount(group.Key.Height, group.Key.Width, group.Count()))
            .OrderByDescending(size => size.Count).ThenBy(size => size.Height).ThenBy(size => size.Width)];
        if (sizes.Length > 1 && options.Fit is null)
            throw MixedSizes(root, sizes);
        var (height, width) = (options.Height ?? sizes[0].Height, options.Width ?? sizes[0].Width);
        var notes = new List<string>();
        var isFitted = sizes.Length > 1 || (sizes[0].Height, sizes[0].Width) != (height, width);
        if (isFitted)
            notes.Add($"sizes: {Describe(sizes)}; made {height}x{width} by {options.Fit!.Value.ToName()}");
        var depth = headers.Max(header => header.BitDepth);
        if (headers.Any(header => header.BitDepth != depth))
            notes.Add(FormattableString.Invariant($"depth: 16 bits, since {headers.Count(header => header.BitDepth == 16):N0} of {headers.Count:N0} images have them"));
        var channels = ChannelsOf(headers, options.Channels, notes);
        return new TargetShape(new ImageSpec { Channels = channels, Height = height, Width = width }, depth, isFitted ? options.Fit : null, sizes, notes);
    }

    private static int ChannelsOf(IReadOnlyCollection<ImageFileHeader> headers, ImageChannels wanted, List<string> notes)
    {
        switch (wanted)
        {
            case ImageChannels.Grey: return 1;
            case ImageChannels.Colour: return 3;
            case ImageChannels.Alpha: return 4;
        }

        var most = headers.Max(header => header.Channels);
        var count = headers.Count(header => header.Channels == most);
        if (count < headers.Count)
        {
            var (what, instead) = most == 4 ? ("alpha", "colour") : ("colour", "grey");
            notes.Add(FormattableString.Invariant($"channels: {most}, since {count:N0} of {headers.Count:N0} images have {what}; --channels {instead} leaves it out"));
        }

        return most;
    }

    private static DataFormatException MixedSizes(string root, SizeCount[] sizes) => new(
        root, "images of one size", $"{sizes.Length} sizes (height x width): {Describe(sizes)}",
        $"Say how they become one: --fit resize, pad, crop, contain or cover, to the commonest size or to the one of --size HxW, such as --fit cover --size {sizes[0].Height}x{sizes[0].Width}.");

    private static string Describe(SizeCount[] sizes) =>
        string.Join(", ", sizes.Take(SizesShown)) + (sizes.Length > SizesShown ? $" and {sizes.Length - SizesShown} more" : "");
}
