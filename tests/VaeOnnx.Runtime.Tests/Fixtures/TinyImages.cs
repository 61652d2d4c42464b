namespace VaeOnnx.Runtime.Tests;

/// <summary>Images for the tiny models: deterministic, in [0, 1].</summary>
internal static class TinyImages
{
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count * TinyModel.ImageLength];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public static float[] Floats(int count) => [.. Bytes(count).Select(b => b / 255f)];
}
