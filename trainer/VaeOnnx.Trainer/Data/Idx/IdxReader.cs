using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace VaeOnnx.Trainer.Data;

/// <summary>Reads one IDX file from front to back and names whatever is wrong with it.</summary>
internal sealed class IdxReader : IDisposable
{
    private const string Copy = "The file is incomplete: copy or download it again.";

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly bool _isGzip;

    private IdxReader(string path, FileStream file)
    {
        _path = path;
        _file = file;
        _isGzip = GzipFile.IsGzip(file);
        _content = _isGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }

    /// <summary>Reads a whole file: the axes of its header and the bytes after it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What the file should hold, such as <c>images</c>.</param>
    /// <param name="magics">The magic numbers that are accepted.</param>
    /// <exception cref="DataFormatException">It is missing, damaged, or of another kind.</exception>
    public static (int[] Axes, byte[] Data) Read(string path, string kind, params ReadOnlySpan<uint> magics)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        uint[] accepted = [.. magics];
        return Guarded(path, () =>
        {
            using var reader = new IdxReader(path, File.OpenRead(path));
            var (magic, axes) = reader.ReadHeader(kind, accepted);
            return (axes, reader.ReadData(kind, axes, IdxFormat.ElementSize(magic)));
        });
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, "intact gzip data", $"damaged data ({e.Message.TrimEnd('.')})", Copy, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataFormatException(path, "a readable file", Describe(path, e), "Check the path and its permissions.", e);
        }
    }

    /// <summary>Opens a file of images whose bytes are read when asked for; unpacked first where they are compressed.</summary>
    /// <exception cref="DataFormatException">It is missing, damaged, or of another kind.</exception>
    public static (int[] Axes, SampleFile File) OpenImages(string path) => Guarded(path, () =>
    {
        using var reader = new IdxReader(path, File.OpenRead(path));
        var (_, axes) = reader.ReadHeader("images", [IdxFormat.GreyImagesMagic, IdxFormat.ImagesMagic]);
        var length = axes.Aggregate(1L, (product, axis) => product * axis);
        if (!reader._isGzip && reader._file.Length - reader._file.Position != length)
            throw new DataFormatException(path, $"{length} bytes after the header, which announces {Sizes(axes)} pixels", $"{reader._file.Length - reader._file.Position} bytes", Copy);
        return (axes, reader._isGzip ? SampleFile.Unpack(reader._content, length, path) : SampleFile.Open(path, reader._file.Position));
    });

    /// <summary>The bytes of pixels that a file of images announces.</summary>
    /// <exception cref="DataFormatException">It is missing, damaged, or of another kind.</exception>
    public static long LengthOfImages(string path) => Guarded(path, () =>
    {
        using var reader = new IdxReader(path, File.OpenRead(path));
        return reader.ReadHeader("images", [IdxFormat.GreyImagesMagic, IdxFormat.ImagesMagic]).Axes.Aggregate(1L, (product, axis) => product * axis);
    });

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    private static string Describe(string path, Exception e) =>
        Directory.Exists(path) ? "a folder" : e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message.TrimEnd('.');

    private static string Sizes(ReadOnlySpan<int> axes)
    {
        var text = axes[0].ToString(CultureInfo.InvariantCulture);
        foreach (var axis in axes[1..])
            text += "x" + axis.ToString(CultureInfo.InvariantCulture);
        return text;
    }

    private (uint Magic, int[] Axes) ReadHeader(string kind, ReadOnlySpan<uint> magics)
    {
        var magic = ReadNumber(kind);
        if (!magics.Contains(magic))
        {
            var isTheOther = magic is IdxFormat.LabelsMagic or IdxFormat.WideLabelsMagic or IdxFormat.GreyImagesMagic or IdxFormat.ImagesMagic;
            throw new DataFormatException(_path, $"{kind} as unsigned bytes (magic number 0x{magics[0]:X8})", IdxFormat.Describe(magic),
                isTheOther ? "Images and labels are swapped: give each file in its own place." : "Give an IDX file, plain or gzipped.");
        }

        var axes = new int[IdxFormat.Axes(magic)];
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = CheckAxis(kind, axes.Length, axis, ReadNumber(kind));
        return (magic, axes);
    }

    private int CheckAxis(string kind, int axes, int axis, uint size)
    {
        var max = axis == 0 ? Array.MaxLength : axes == 4 && axis == 1 ? IdxFormat.MaxChannels : IdxFormat.MaxSide;
        if (size == 0 || size > max)
        {
            var what = axis == 0 ? $"number of {kind}" : axes == 4 && axis == 1 ? "number of channels" : axis == axes - 1 ? "width" : "height";
            throw new DataFormatException(_path, $"a {what} from 1 to {max} in the header", $"{size}", "The file is damaged or no IDX file.");
        }

        return (int)size;
    }

    private uint ReadNumber(string kind)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        var read = _content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read == bytes.Length)
            return BinaryPrimitives.ReadUInt32BigEndian(bytes);
        throw new DataFormatException(_path, $"an IDX header of {kind}", _file.Length == 0 ? "an empty file" : "the end of the file", Copy);
    }

    private byte[] ReadData(string kind, int[] axes, int elementSize)
    {
        var length = axes.Aggregate((long)elementSize, (product, axis) => Math.Min(product * axis, (long)Array.MaxLength + 1));
        var promise = $"{length} bytes after the header, which announces {Sizes(axes)} {(kind == "images" ? "pixels" : kind)}";
        CheckLength(length, promise);
        var data = new byte[length];
        var read = _content.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length)
            throw new DataFormatException(_path, promise, $"{read} bytes", Copy);
        // Reading on proves the end and makes gzip check its sum.
        if (_content.ReadByte() >= 0)
            throw new DataFormatException(_path, promise, "more bytes", "The header's count is wrong, or the file is no IDX file.");
        if (_isGzip && !GzipFile.EndsWithLength(_file, sizeof(uint) + (sizeof(uint) * axes.Length) + length))
            throw new DataFormatException(_path, "a gzip file that ends with the length of its content", "another end", "The file is incomplete, or several gzip files in one: compress or download it again.");
        return data;
    }

    /// <summary>Before allocating: what the header announces must be able to come out of a file of this size.</summary>
    private void CheckLength(long length, string promise)
    {
        if (length > Array.MaxLength)
            throw new DataFormatException(_path, $"at most {Array.MaxLength} bytes of data", "a header that announces more", "Split the file.");
        var rest = _file.Length - _file.Position;
        if (_isGzip && length > _file.Length * IdxFormat.MaxDeflateRatio)
            throw new DataFormatException(_path, promise, $"a gzip file of {_file.Length} bytes, too short to hold them", Copy);
        if (!_isGzip && rest != length)
            throw new DataFormatException(_path, promise, $"{rest} bytes", rest < length ? Copy : "The header's count is wrong, or the file is no IDX file.");
    }
}
