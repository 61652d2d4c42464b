using System.Buffers.Binary;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>How the pixels of one image lie in a file of many.</summary>
/// <param name="Spec">The image.</param>
/// <param name="BitDepth">8, or 16 in two bytes.</param>
/// <param name="IsBigEndian">Which of the two comes first.</param>
/// <param name="ChannelsLast">H, W, C instead of C, H, W.</param>
internal sealed record SampleLayout(ImageSpec Spec, int BitDepth, bool IsBigEndian = false, bool ChannelsLast = false)
{
    public int ImageBytes => checked(Spec.Length * (BitDepth / 8));

    /// <summary>One image's bytes as numbers in the order C, H, W.</summary>
    public void Convert(ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        var plane = Spec.Height * Spec.Width;
        for (var i = 0; i < samples.Length; i++)
        {
            var from = ChannelsLast ? (i % plane * Spec.Channels) + (i / plane) : i;
            samples[i] = BitDepth == 8 ? bytes[from]
                : IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * from)..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * from)..]);
        }
    }
}
