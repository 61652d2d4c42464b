using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Reads image files: PNG, JPEG, BMP and WebP, told apart by their content. Bytes come as they are stored: colour profiles and
/// gamma are not applied. The EXIF orientation is.
/// </summary>
internal static class ImageFile
{
    private const string Expected = "a PNG, JPEG, BMP or WebP image";

    /// <summary>The extensions of the files that count as images, in lower case.</summary>
    public static readonly IReadOnlySet<string> Extensions = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".webp" };

    /// <summary>Reads what a file says of itself.</summary>
    /// <exception cref="DataFormatException">It cannot be read or is no image that can be used.</exception>
    public static ImageFileHeader ReadHeader(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var codec = Open(path, file.Length, () => SKCodec.Create(file, out _));
            using var again = File.OpenRead(path); // a codec moves in the other one, and may close it
            return Header(path, codec, again);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DataFormatException">It cannot be read, is damaged, or is no image that can be used.</exception>
    public static (ImageFileHeader Header, DecodedImage Image) Decode(string path)
    {
        var (header, image) = Decode(path, _ => false, target: default);
        return (header, image!);
    }

    /// <summary>Reads a whole file: where the image can be taken as it is, into a buffer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="takes">Whether the buffer takes such an image of 8 bits, unchanged.</param>
    /// <param name="target">The buffer.</param>
    /// <returns>The image, or null where it is in the buffer.</returns>
    /// <exception cref="DataFormatException">It cannot be read, is damaged, or is no image that can be used.</exception>
    public static (ImageFileHeader Header, DecodedImage? Image) Decode(string path, Predicate<ImageFileHeader> takes, Span<ushort> target)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var data = SKData.CreateCopy(bytes);
            using var codec = Open(path, bytes.Length, () => SKCodec.Create(data));
            var header = Header(path, codec, new MemoryStream(bytes));
            var png = header.Format == ImageFileFormat.Png ? PngChunks.Read(bytes, path) : null;
            if (header.BitDepth == 16)
                return (header, Png16Decoder.Decode(png!, path));
            var image = takes(header) ? null : new DecodedImage(header.Channels, header.Height, header.Width, BitDepth: 8, new ushort[header.Channels * header.Height * header.Width]);
            DecodePixels(path, codec, header, image is null ? target : image.Samples);
            return (header, image);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static DataFormatException Unreadable(string path, Exception e) => new(
        path, "a readable image", e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message.TrimEnd('.'),
        "Check the path and its permissions, or let broken files be skipped (--skip-broken).", e);

    private static SKCodec Open(string path, long length, Func<SKCodec?> create) => length == 0
        ? throw new DataFormatException(path, Expected, "an empty file", BrokenFile.Advice)
        : create() ?? throw new DataFormatException(path, Expected, "something else, or its first bytes only", BrokenFile.Advice);

    private static ImageFileHeader Header(string path, SKCodec codec, Stream file)
    {
        var format = FormatOf(path, codec);
        var info = codec.Info;
        if (info.Width > ImageFileHeader.MaxSide || info.Height > ImageFileHeader.MaxSide || (long)info.Width * info.Height > ImageFileHeader.MaxPixels)
        {
            throw new DataFormatException(path, $"an image of at most {ImageFileHeader.MaxSide} pixels a side and {ImageFileHeader.MaxPixels.ToString("N0", CultureInfo.InvariantCulture)} in all",
                $"{info.Height}x{info.Width}", "Scale it down.");
        }

        if (codec.FrameCount > 1)
            throw new DataFormatException(path, "one image", $"an animation of {codec.FrameCount}", "Save its frames as files of their own.");
        if (format == ImageFileFormat.Jpeg)
            CheckJpeg(path, file);
        if (format == ImageFileFormat.Webp)
            CheckWebp(path, file);
        var depth = format == ImageFileFormat.Png && PngDepth(file) == 16 ? 16 : 8;
        var channels = info.AlphaType != SKAlphaType.Opaque ? 4 : info.ColorType == SKColorType.Gray8 ? 1 : 3;
        var swaps = ImageOrientation.SwapsSides(codec.EncodedOrigin);
        return new ImageFileHeader(format, channels, swaps ? info.Width : info.Height, swaps ? info.Height : info.Width, depth);
    }

    private static ImageFileFormat FormatOf(string path, SKCodec codec) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Png => ImageFileFormat.Png,
        SKEncodedImageFormat.Jpeg => ImageFileFormat.Jpeg,
        SKEncodedImageFormat.Bmp => ImageFileFormat.Bmp,
        SKEncodedImageFormat.Webp => ImageFileFormat.Webp,
        var other => throw new DataFormatException(path, Expected, $"{other.ToString().ToUpperInvariant()}", "Convert it, or let broken files be skipped (--skip-broken)."),
    };

    private static void CheckJpeg(string path, Stream file)
    {
        if (JpegHeader.Read(file) is not var (components, precision))
            throw new DataFormatException(path, "a JPEG file with its header", "none", BrokenFile.Advice);
        if (components is not (1 or 3))
            throw new DataFormatException(path, "a grey or colour JPEG file", components == 4 ? "one in CMYK, for print" : $"one of {components} components", "Convert it to RGB: what its inks look like depends on the printer.");
        if (precision != 8)
            throw new DataFormatException(path, "a JPEG file of 8 bits", $"{precision} bits", "Save it with 8 bits, or as PNG.");
    }

    /// <summary>The container says how long it is; the decoder does not mind when the last bytes are missing.</summary>
    private static void CheckWebp(string path, Stream file)
    {
        Span<byte> start = stackalloc byte[8]; // "RIFF", the length of what follows
        file.Position = 0;
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) + start.Length > file.Length)
            throw new DataFormatException(path, "an intact WEBP file", "its end within the image", BrokenFile.Advice);
    }

    private static int PngDepth(Stream file)
    {
        // The signature, then the header chunk: length, type, width, height, depth.
        const int DepthPosition = 24;
        file.Position = DepthPosition;
        return file.ReadByte();
    }

    private static void DecodePixels(string path, SKCodec codec, ImageFileHeader header, Span<ushort> samples)
    {
        var info = codec.Info;
        var isGrey = header.Channels == 1;
        // No target colour space: the stored bytes, untouched. Not premultiplied: colours under alpha stay whole.
        var wanted = new SKImageInfo(info.Width, info.Height, isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, isGrey ? SKAlphaType.Opaque : SKAlphaType.Unpremul, colorspace: null);
        var stored = ArrayPool<byte>.Shared.Rent(wanted.BytesSize);
        var pinned = GCHandle.Alloc(stored, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(wanted, pinned.AddrOfPinnedObject());
            if (result != SKCodecResult.Success)
                throw new DataFormatException(path, $"an intact {header.Format.ToString().ToUpperInvariant()} file", Describe(result), BrokenFile.Advice);
            var length = header.Height * header.Width;
            for (var channel = 0; channel < header.Channels; channel++)
                ImageOrientation.Take(stored, isGrey ? 1 : 4, channel, info.Height, info.Width, codec.EncodedOrigin, samples.Slice(channel * length, length));
        }
        finally
        {
            pinned.Free();
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    private static string Describe(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "its end within the image",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "damaged data",
        _ => $"data that cannot be decoded ({result})",
    };
}
