namespace VaeOnnx.Runtime;

/// <summary>
/// Walks the fields of one Protocol Buffers message in place, allocating nothing and trusting no length.
/// Encoding: protobuf.dev/programming-guides/encoding.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MaxVarintBytes = 10;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The current field's number.</summary>
    public int Field { get; private set; }

    /// <summary>The current field's value where it is a varint.</summary>
    public ulong Number { get; private set; }

    /// <summary>The current field's content where it has a length; else empty.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Whether the current field is a string, bytes, a message or packed numbers.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Steps to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no well-formed message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var key = ReadVarint();
        Field = key >> 3 is > 0 and <= 536870911 ? (int)(key >> 3) : throw Malformed();
        Number = 0;
        Content = default;
        HasContent = false;
        switch (key & 7)
        {
            case 0:
                Number = ReadVarint();
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                var length = ReadVarint();
                Content = Take(length <= (ulong)_rest.Length ? (int)length : throw Malformed());
                HasContent = true;
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:
                throw Malformed();
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Malformed();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0ul;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
                return value;
        }

        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("not a well-formed Protocol Buffers message");
}
