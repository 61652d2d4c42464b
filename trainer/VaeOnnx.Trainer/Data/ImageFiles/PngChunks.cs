using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace VaeOnnx.Trainer.Data;

/// <summary>The chunks of a PNG file (W3C Portable Network Graphics, third edition, 5), each checked against its sum: a decoder gives pixels from damaged ones too.</summary>
internal sealed class PngChunks
{
    private const int Frame = 12; // length, type and sum
    private readonly byte[] _file;
    private readonly List<(string Type, Range Data)> _chunks = [];

    private PngChunks(byte[] file) => _file = file;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public int Width => BinaryPrimitives.ReadInt32BigEndian(Header);

    public int Height => BinaryPrimitives.ReadInt32BigEndian(Header[4..]);

    public int BitDepth => Header[8];

    /// <summary>0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.</summary>
    public int ColourType => Header[9];

    public bool IsInterlaced => Header[12] != 0;

    private ReadOnlySpan<byte> Header => _file.AsSpan(_chunks[0].Data);

    /// <summary>Walks through a file.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="DataFormatException">A chunk is cut off or damaged.</exception>
    public static PngChunks Read(byte[] file, string path)
    {
        var chunks = new PngChunks(file);
        var position = Signature.Length;
        while (chunks._chunks.Count == 0 || chunks._chunks[^1].Type != "IEND")
            position = chunks.ReadOne(position, path);
        if (chunks._chunks[0].Type != "IHDR" || chunks.Header.Length != 13)
            throw new DataFormatException(path, "a PNG file that begins with its header", $"a chunk '{chunks._chunks[0].Type}'", BrokenFile.Advice);
        return chunks;
    }

    public bool Contains(string type) => _chunks.Exists(chunk => chunk.Type == type);

    /// <summary>All chunks of a type as one stream.</summary>
    public MemoryStream Join(string type)
    {
        var joined = new MemoryStream();
        foreach (var chunk in _chunks.Where(chunk => chunk.Type == type))
            joined.Write(_file.AsSpan(chunk.Data));
        joined.Position = 0;
        return joined;
    }

    private int ReadOne(int position, string path)
    {
        var rest = _file.AsSpan(Math.Min(position, _file.Length));
        if (rest.Length < Frame || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - Frame)
            throw new DataFormatException(path, "an intact PNG file", $"its end at byte {_file.Length}, within the image", BrokenFile.Advice);
        var end = 8 + (int)length;
        var type = Encoding.Latin1.GetString(rest[4..8]);
        if (Crc32.HashToUInt32(rest[4..end]) != BinaryPrimitives.ReadUInt32BigEndian(rest[end..]))
            throw new DataFormatException(path, "an intact PNG file", $"a chunk '{type}' at byte {position} that differs from its sum", BrokenFile.Advice);
        _chunks.Add((type, (position + 8)..(position + end)));
        return position + Frame + (int)length;
    }
}
