namespace VaeOnnx.Export.Quantization;

/// <summary>The line from integers to numbers: value = Scale · (integer − ZeroPoint). Zero is always one of its values, so padding and ReLU are exact.</summary>
internal readonly record struct ActivationScale(float Scale, int ZeroPoint, int Least, int Most)
{
    /// <summary>The finest line that covers a range and zero.</summary>
    public static ActivationScale Covering(ValueRange range, ActivationType type)
    {
        var (least, most) = type == ActivationType.UInt8 ? (0, 255) : (-128, 127);
        double low = Math.Min(0, range.Low), high = Math.Max(0, range.High);
        // A value that is always zero has no scale of its own.
        var scale = high > low ? (float)((high - low) / (most - least)) : 1f;
        var zero = (int)Math.Clamp(Math.Round(least - (low / scale)), least, most);
        return new ActivationScale(scale, zero, least, most);
    }

    /// <summary>The value that comes back for a value, as QuantizeLinear and DequantizeLinear round it.</summary>
    public double Round(double value) => Scale * (Math.Clamp(Math.Round(value / Scale) + ZeroPoint, Least, Most) - ZeroPoint);
}
