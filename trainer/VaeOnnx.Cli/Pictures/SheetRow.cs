using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Pictures;

/// <summary>Keeps the first few of many images that pass by.</summary>
/// <param name="spec">The size of one.</param>
/// <param name="count">How many to keep.</param>
internal sealed class SheetRow(ImageSpec spec, int count)
{
    private readonly byte[] _bytes = new byte[count * spec.Length];
    private int _kept;

    /// <summary>Those kept, as a sheet takes them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _kept);

    /// <summary>Keeps of these what there is room for.</summary>
    /// <param name="values">N·C·H·W values in the pixel range.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        var more = Pixels.ToBytes(values[..Math.Min(values.Length, _bytes.Length - _kept)], spec);
        more.CopyTo(_bytes, _kept);
        _kept += more.Length;
    }
}
