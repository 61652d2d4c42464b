using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VaeOnnx.Trainer.Data;

/// <summary>The header of a NumPy array file (numpy.lib.format, versions 1 to 3): a Python dictionary as text.</summary>
/// <param name="Type">The elements, such as <c>|u1</c>: byte order, kind, bytes.</param>
/// <param name="Shape">The axes.</param>
internal sealed partial record NpyHeader(string Type, long[] Shape)
{
    private const int MaxLength = 1 << 16;

    /// <summary>The bytes of one element.</summary>
    public int ElementSize => int.Parse(Type.AsSpan(2), CultureInfo.InvariantCulture);

    /// <summary>Whether elements are whole numbers, with or without sign, of 1 to 8 bytes.</summary>
    public bool IsInteger => Type is ['|' or '<' or '>', 'i' or 'u', '1' or '2' or '4' or '8'];

    public bool IsBigEndian => Type[0] == '>';

    public string ShapeText => $"({string.Join(", ", Shape)})";

    /// <summary>Reads a header; leaves the stream at the first element.</summary>
    /// <exception cref="DataFormatException">It is no array file that can be read.</exception>
    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[8];
        ReadExactly(stream, start, path);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw new DataFormatException(path, "a NumPy array", "something else", "Save it with numpy.save or numpy.savez.");
        Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
        ReadExactly(stream, size, path);
        var length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaxLength)
            throw new DataFormatException(path, $"a header of at most {MaxLength} bytes", $"{length}", "The file is damaged.");
        var text = new byte[length];
        ReadExactly(stream, text, path);
        return Parse(Encoding.Latin1.GetString(text), path);
    }

    private static NpyHeader Parse(string text, string path)
    {
        var (type, order, shape) = (TypePattern().Match(text), OrderPattern().Match(text), ShapePattern().Match(text));
        if (!type.Success || !order.Success || !shape.Success)
            throw new DataFormatException(path, "a header with descr, fortran_order and shape", $"'{text.Trim()}'", "Save a plain array, of one type.");
        if (order.Groups[1].Value == "True" && shape.Groups[1].Value.Count(c => c == ',') > 1)
            throw new DataFormatException(path, "an array in C order", "one in Fortran order", "Save it with numpy.ascontiguousarray(x).");
        var axes = shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new NpyHeader(type.Groups[1].Value, [.. axes.Select(axis => Axis(axis, path))]);
    }

    private static long Axis(string text, string path) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var axis)
        ? axis
        : throw new DataFormatException(path, "a shape of whole numbers", $"'{text}'", "The file is damaged.");

    private static void ReadExactly(Stream stream, Span<byte> bytes, string path)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new DataFormatException(path, "a NumPy array's header", "the end of the file", "The file is incomplete: copy or download it again.");
    }

    [GeneratedRegex("'descr':\\s*'([^']{2,8})'")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order':\\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape':\\s*\\(([^)]*)\\)")]
    private static partial Regex ShapePattern();
}
