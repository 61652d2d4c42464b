using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>Drawn digits as bytes, side by side: what every way makes images of.</summary>
internal sealed class DigitBytes
{
    public const int Side = 28;

    public DigitBytes(int count)
    {
        Count = count;
        var digits = SyntheticDigits.Create(count, seed: 1);
        var values = new float[count * Side * Side];
        digits.Gather([.. Enumerable.Range(0, count)], values);
        Images = Array.ConvertAll(values, value => (byte)MathF.Round(value * 255));
    }

    public int Count { get; }

    public byte[] Images { get; }
}
