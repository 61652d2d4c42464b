using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime.Tests.Stress;

/// <summary>A call on a bundle whose answer is always the same, as bytes so that a single bit counts.</summary>
/// <param name="Operation">What it asks for, as counters name it.</param>
/// <param name="Ask">Asks.</param>
internal sealed record StressQuestion(string Operation, Func<VaeBundle, CancellationToken, byte[]> Ask)
{
    /// <summary>Every operation at several batch sizes, among them some that are cut into runs.</summary>
    public static StressQuestion[] For(VaeBundle bundle)
    {
        var length = bundle.Manifest.Image.Length;
        return [.. new[] { 1, 3, 8, 33 }.SelectMany(count => For(Images(count, length), count, length, bundle.Manifest.LatentDim!.Value))];
    }

    private static IEnumerable<StressQuestion> For(byte[] images, int count, int length, int latents)
    {
        float[] floats = [.. images.Select(pixel => pixel / 255f)];
        float[] z = [.. Enumerable.Range(0, count * latents).Select(i => MathF.Sin(i))];
        var direction = new LatentDirection(z.AsSpan(0, latents));
        var missing = new bool[length];
        missing.AsSpan(length / 2).Fill(true);
        var options = new AugmentOptions { Seed = (ulong)count };
        return
        [
            new("denoise bytes", (bundle, stop) => bundle.Denoiser.Denoise(images, stop)),
            new("denoise floats", (bundle, stop) => Bytes(bundle.Denoiser.Denoise(floats, stop))),
            new("denoise stream", (bundle, stop) => [.. bundle.Denoiser.DenoiseAsync(Chunks(images, length), stop).ToBlockingEnumerable(CancellationToken.None).SelectMany(chunk => chunk.ToArray())]),
            new("augment bytes", (bundle, stop) => bundle.Augmenter.Augment(images, options, [], stop)),
            new("augment floats", (bundle, stop) => Bytes(bundle.Augmenter.Augment(floats, options, [], stop))),
            new("shift", (bundle, stop) => Filled<byte>(count * length, shifted => bundle.Augmenter.Shift(images, shifted, direction, 0.5f, stop))),
            new("interpolate", (bundle, stop) => Filled<byte>((count + 1) * length, frames => bundle.Augmenter.Interpolate(images.AsSpan(0, length), images.AsSpan(^length..), frames, InterpolationKind.Spherical, stop))),
            new("encode", (bundle, stop) => Filled<float>(2 * count * latents, posterior => bundle.Encoder.Encode(images, posterior.AsSpan(0, count * latents), posterior.AsSpan(count * latents), [], stop))),
            new("decode", (bundle, stop) => Filled<float>(count * length, decoded => bundle.Decoder.Decode(z, decoded, [], stop))),
            new("sample", (bundle, stop) => Filled<byte>(count * length, sampled => bundle.Decoder.Sample(sampled, 5, cancellationToken: stop))),
            new("classify", (bundle, stop) => Filled<int>(count, labels => bundle.Classifier.Classify(images, labels, stop))),
            new("score", (bundle, stop) => Filled<float>(count, scores => bundle.AnomalyScorer.Score(images, scores, cancellationToken: stop))),
            new("inpaint", (bundle, stop) => Filled<byte>(count * length, whole => bundle.Inpainter.Inpaint(images, missing, whole, 2, stop))),
        ];
    }

    private static byte[] Images(int count, int length)
    {
        var images = new byte[count * length];
        new Random(count).NextBytes(images);
        return images;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks(byte[] images, int length)
    {
        for (var i = 0; i < images.Length; i += length)
            yield return images.AsMemory(i, length);
        await Task.CompletedTask;
    }

    private static byte[] Filled<T>(int length, Action<T[]> fill)
        where T : unmanaged
    {
        var buffer = new T[length];
        fill(buffer);
        return Bytes(buffer);
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
