using Microsoft.Win32.SafeHandles;

namespace VaeOnnx.Trainer.Data;

/// <summary>The bytes of many images in a file, from a place on; read at any place, from many threads. The file closes when nobody refers to it any more.</summary>
internal sealed class SampleFile
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _first;

    private SampleFile(SafeFileHandle file, string path, long first) => (_file, _path, _first) = (file, path, first);

    /// <summary>Bytes that lie in a file as they are.</summary>
    public static SampleFile Open(string path, long first) => new(File.OpenHandle(path), path, first);

    /// <summary>Bytes that come compressed: unpacked into a temporary file, which is gone when the process is.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many.</param>
    /// <param name="path">Where they come from, for messages.</param>
    public static SampleFile Unpack(Stream content, long length, string path)
    {
        var temporary = Path.Combine(Path.GetTempPath(), $"vaeonnx-{Guid.NewGuid():N}.tmp");
        var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose, preallocationSize: length);
        // Elsewhere than on Windows an open file needs no name, and one without a name cannot be left behind.
        if (!OperatingSystem.IsWindows())
            File.Delete(temporary);
        var buffer = new byte[1 << 20];
        for (var position = 0L; position < length;)
        {
            var read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, length - position));
            if (read == 0)
                throw new DataFormatException(path, $"{length} bytes of pixels", $"{position}", "The file is incomplete: copy or download it again.");
            RandomAccess.Write(file, buffer.AsSpan(0, read), position);
            position += read;
        }

        return new SampleFile(file, path, first: 0);
    }

    /// <exception cref="DataFormatException">The file has become shorter.</exception>
    public void Read(long position, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, _first + position);
            if (read == 0)
                throw new DataFormatException(_path, "the bytes that were there before", "the end of the file", "The file was changed while it was in use.");
            position += read;
            bytes = bytes[read..];
        }
    }
}
