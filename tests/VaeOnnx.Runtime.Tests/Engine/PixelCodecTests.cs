using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

[TestClass]
public sealed class PixelCodecTests
{
    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(-1f, 1f)]
    [DataRow(0f, 255f)]
    public void FromBytesToBytes_EveryByteAtEveryPlace_RoundTrips(float min, float max)
    {
        var codec = Codec(min, max);
        var bytes = Enumerable.Range(0, 301).Select(i => (byte)(i * 7)).ToArray();
        for (var length = 0; length <= bytes.Length; length++)
        {
            var (images, back) = (new float[length], new byte[length]);
            codec.FromBytes(bytes.AsSpan(0, length), images);
            codec.ToBytes(images, back);
            CollectionAssert.AreEqual(bytes[..length], back);
            for (var i = 0; i < length; i++)
                Assert.AreEqual(min + (bytes[i] / 255.0 * (max - min)), images[i], (max - min) * 1e-6);
        }
    }

    [TestMethod]
    public void ToBytes_OutsideTheRange_IsClippedToBytes()
    {
        float[] values = [.. Enumerable.Repeat<float[]>([-3f, -0f, 0.499f / 255, 0.5f / 255, 0.999f, 1f, 1.01f, 1e30f, float.PositiveInfinity, float.NegativeInfinity], 20).SelectMany(part => part)];
        byte[] expected = [.. Enumerable.Repeat<byte[]>([0, 0, 0, 1, 255, 255, 255, 255, 255, 0], 20).SelectMany(part => part)];
        var bytes = new byte[values.Length];
        Codec(0, 1).ToBytes(values, bytes);
        CollectionAssert.AreEqual(expected, bytes);
    }

    private static PixelCodec Codec(float min, float max) =>
        new(new ImageSpec { Channels = 1, Height = 1, Width = 1, PixelMin = min, PixelMax = max }, checkFinite: true);
}
