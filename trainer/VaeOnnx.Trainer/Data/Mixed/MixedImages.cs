using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Images of any and mixed sizes, with the same channels and depth, in memory: what patches are cut from. Immutable, safe to read
/// from many threads.
/// </summary>
public sealed class MixedImages
{
    private readonly DecodedImage[] _images;
    private readonly Lazy<string> _sha256;

    internal MixedImages(string name, IReadOnlyList<DecodedImage> images, IReadOnlyList<string> names)
    {
        _images = [.. images];
        (Name, Names) = (name, [.. names]);
        _sha256 = new Lazy<string>(ComputeSha256);
    }

    /// <summary>The data set's name; never a path.</summary>
    public string Name { get; }

    /// <summary>What each image is called in messages: its file's path in the data's folder.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many images there are, at least 1.</summary>
    public int Count => _images.Length;

    /// <summary>C of every image.</summary>
    public int Channels => _images[0].Channels;

    /// <summary>8 or 16, of every image.</summary>
    public int BitDepth => _images[0].BitDepth;

    /// <summary>SHA-256 over all images' sizes and pixels, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>The sizes and how many images have each, the commonest first.</summary>
    public IReadOnlyList<SizeCount> Sizes => SizeCount.Of(_images.Select(image => (image.Height, image.Width)));

    /// <summary>Reads image files of any sizes: a folder or a CSV listing, as <see cref="ImageData"/> finds it.</summary>
    /// <param name="path">The place.</param>
    /// <param name="options">How; its fit and size are not used.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataFormatException">There are no images, one is broken, or they are more than the memory budget.</exception>
    public static MixedData Read(string path, ImageReadOptions? options = null, CancellationToken cancellationToken = default) =>
        MixedReader.Read(path, options ?? new ImageReadOptions(), cancellationToken);

    /// <summary>Images of one size, as images that may have any.</summary>
    /// <param name="images">At least one.</param>
    public static MixedImages From(ImageSource images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Count, nameof(images));
        var (spec, depth) = (images.Spec, images.BitDepth);
        var decoded = new DecodedImage[images.Count];
        for (var i = 0; i < decoded.Length; i++)
        {
            decoded[i] = new DecodedImage(spec.Channels, spec.Height, spec.Width, depth, new ushort[spec.Length]);
            images.Read(i, decoded[i].Samples);
        }

        return new MixedImages(images.Name, decoded, [.. Enumerable.Range(0, images.Count).Select(i => i < images.Origins.Count ? images.Origins[i].Path : FormattableString.Invariant($"image {i}"))]);
    }

    /// <summary>Puts images and their counterparts, such as noisy ones and clean ones, into the channels of one image each, by their names without extensions.</summary>
    /// <param name="first">The images that a model sees.</param>
    /// <param name="second">The images that it is asked for.</param>
    /// <exception cref="DataFormatException">A file has no counterpart, or one of another size, channels or depth.</exception>
    public static MixedImages Pair(MixedImages first, MixedImages second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (places, others) = (first.PlacesByStem(), second.PlacesByStem());
        if (Lonely(first, others) is { } lonely)
            throw WithoutCounterpart(first, lonely, second);
        if (Lonely(second, places) is { } other)
            throw WithoutCounterpart(second, other, first);
        return new MixedImages($"{first.Name} and {second.Name}", [.. Enumerable.Range(0, first.Count).Select(i => Joined(first, i, second, others[Stem(first.Names[i])]))], first.Names);
    }

    /// <summary>Some of the images, in the order asked for.</summary>
    /// <param name="indices">Each from 0 to <see cref="Count"/> − 1; at least one.</param>
    public MixedImages Select(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentOutOfRangeException.ThrowIfZero(indices.Count, nameof(indices));
        return new MixedImages(Name, [.. indices.Select(index => _images[index])], [.. indices.Select(index => Names[index])]);
    }

    /// <summary>All images in memory as images of one size; null where they have several.</summary>
    public ImageSet? ToImageSet()
    {
        if (Sizes.Count > 1)
            return null;
        var spec = _images[0].Spec;
        var samples = _images.SelectMany(image => image.Samples).ToArray();
        return BitDepth == 16 ? new ImageSet(Name, spec, samples) : new ImageSet(Name, spec, Array.ConvertAll(samples, sample => (byte)sample));
    }

    /// <summary>An image's height and width.</summary>
    internal (int Height, int Width) SizeOf(int index) => (_images[index].Height, _images[index].Width);

    /// <summary>An image's samples, [C, H, W].</summary>
    internal ReadOnlySpan<ushort> Samples(int index) => _images[index].Samples;

    private Dictionary<string, int> PlacesByStem()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            if (!places.TryAdd(Stem(Names[i]), i))
                throw new DataFormatException(Name, "each name once, whatever the extension", $"{Names[places[Stem(Names[i])]]} and {Names[i]}", "Pairs belong together by their file names: rename one of them.");
        }

        return places;
    }

    private static string? Lonely(MixedImages images, Dictionary<string, int> others) => images.Names.FirstOrDefault(name => !others.ContainsKey(Stem(name)));

    private static DataFormatException WithoutCounterpart(MixedImages images, string name, MixedImages others) =>
        new(images.Name, "a counterpart of the same name for every image", $"none in {others.Name} for {name}", "Pairs belong together by their file names: rename it, or take it out.");

    private static DecodedImage Joined(MixedImages first, int index, MixedImages second, int place)
    {
        var (image, other) = (first._images[index], second._images[place]);
        if ((image.Channels, image.Height, image.Width, image.BitDepth) != (other.Channels, other.Height, other.Width, other.BitDepth))
        {
            throw new DataFormatException($"{second.Name}/{second.Names[place]}", $"{Describe(image)} as its counterpart {first.Name}/{first.Names[index]}", Describe(other),
                image.Channels == other.Channels ? "The images of a pair show the same, pixel by pixel." : "Say --channels grey or --channels colour.");
        }

        return image with { Channels = 2 * image.Channels, Samples = [.. image.Samples, .. other.Samples] };
    }

    private static string Describe(DecodedImage image) => $"{ImageSource.Describe(image.Spec)}, {image.BitDepth} bits";

    private static string Stem(string name) => Path.ChangeExtension(name, null);

    private string ComputeSha256()
    {
        using var hash = new ImageHash();
        foreach (var image in _images)
        {
            hash.Append([(ushort)image.Channels, (ushort)image.Height, (ushort)image.Width], bitDepth: 16);
            hash.Append(image.Samples, image.BitDepth);
        }

        return hash.Finish([], classes: 0);
    }
}
