namespace VaeOnnx.Runtime.Tests;

/// <summary>Inpainting against its iteration in double precision.</summary>
[TestClass]
public sealed class InpainterTests : IDisposable
{
    private const int Count = 9;
    private const int Length = TinyModel.ImageLength;
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(1, true)]
    [DataRow(2, false)]
    [DataRow(Inpainter.DefaultIterations, false)]
    public void Inpaint_Iterations_AreTheFormula(int iterations, bool oneMask)
    {
        using var bundle = _files.Load(new RuntimeOptions { MaxBatch = 4 });
        var images = TinyImages.Floats(Count);
        var missing = Mask(oneMask ? 1 : Count);
        var restored = bundle.Inpainter.Inpaint(images, missing, iterations);
        for (var i = 0; i < Count; i++)
        {
            var mask = oneMask ? missing : missing[(i * Length)..((i + 1) * Length)];
            var expected = Expected(images[(i * Length)..((i + 1) * Length)], mask, iterations);
            for (var j = 0; j < Length; j++)
                Assert.AreEqual(expected[j], restored[(i * Length) + j], mask[j] ? Tolerances.AugmentedImage : 0);
        }
    }

    [TestMethod]
    public void Inpaint_MissingValues_AreIgnoredAlsoNaNAndInPlace()
    {
        using var bundle = _files.Load();
        var (images, missing) = (TinyImages.Floats(Count), Mask(Count));
        var expected = bundle.Inpainter.Inpaint(images, missing);
        for (var i = 0; i < images.Length; i++)
            images[i] = missing[i] ? float.NaN : images[i];
        bundle.Inpainter.Inpaint(images, missing, images);
        CollectionAssert.AreEqual(expected, images);
    }

    [TestMethod]
    public void Inpaint_Bytes_KeepsTheKnownAndRoundsTheRest()
    {
        using var bundle = _files.Load();
        var (bytes, missing) = (TinyImages.Bytes(Count), Mask(Count));
        var restored = bundle.Inpainter.Inpaint(bytes, missing);
        var floats = bundle.Inpainter.Inpaint(TinyImages.Floats(Count), missing);
        for (var i = 0; i < bytes.Length; i++)
            Assert.AreEqual(missing[i] ? floats[i] * 255.0 : bytes[i], restored[i], missing[i] ? 0.501 : 0);
    }

    [TestMethod]
    public void Inpaint_WrongArguments_AreRefused()
    {
        using var bundle = _files.Load();
        var (inpainter, images, mask) = (bundle.Inpainter, new float[2 * Length], new bool[Length]);
        Assert.ThrowsExactly<ArgumentException>(() => inpainter.Inpaint(images, new bool[Length - 1]));
        Assert.ThrowsExactly<ArgumentException>(() => inpainter.Inpaint(images, mask, new float[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => inpainter.Inpaint(images.AsSpan(0, Length), mask, images.AsSpan(1, Length)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => inpainter.Inpaint(images, mask, 0));
        images[^1] = float.NaN;
        Assert.ThrowsExactly<ArgumentException>(() => inpainter.Inpaint(images, mask));
    }

    private static bool[] Mask(int count) => [.. Enumerable.Range(0, count * Length).Select(i => i * 7 % 5 < 2)];

    private static double[] Expected(float[] image, bool[] missing, int iterations)
    {
        float[] x = [.. image.Select((pixel, i) => missing[i] ? 0.5f : pixel)];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var reconstruction = TinyModel.Decode(TinyModel.Mu(x));
            x = [.. x.Select((pixel, i) => missing[i] ? (float)reconstruction[i] : pixel)];
        }

        return [.. x.Select(pixel => (double)pixel)];
    }
}
