namespace VaeOnnx.Runtime.Tests;

/// <summary>Interpolating and shifting against the closed forms of the tiny models, in double precision.</summary>
[TestClass]
public sealed class LatentMoveTests
{
    private const int MaxBatch = 4;
    private const int Length = TinyModel.ImageLength;
    private static TestBundle _files = null!;
    private static VaeBundle _bundle = null!;

    [ClassInitialize]
    public static void Load(TestContext _)
    {
        _files = new TestBundle();
        _bundle = _files.Load(new RuntimeOptions { MaxBatch = MaxBatch });
    }

    [ClassCleanup]
    public static void Release()
    {
        _bundle.Dispose();
        _files.Dispose();
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(9)]
    public void Interpolate_Linear_DecodesTheStraightWay(int steps)
    {
        var (a, b) = Pair();
        var (muA, muB) = (TinyModel.Mu(a), TinyModel.Mu(b));
        var frames = _bundle.Augmenter.Interpolate(a, b, steps);
        for (var k = 0; k < steps; k++)
        {
            var t = k / (steps - 1.0);
            AreClose(TinyModel.Decode([.. muA.Zip(muB, (x, y) => x + (t * (y - x)))]), frames.AsSpan(k * Length, Length));
        }
    }

    /// <summary>Independent of Shoemake's formula: every point keeps to the plane of the ends, at an angle of t·Ω from the first.</summary>
    [TestMethod]
    [DataRow(0.25)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    public void LatentPath_Spherical_TurnsByEqualAngles(double t)
    {
        float[] a = [3, 0, 0], b = [1.5f, 0, 1.5f * MathF.Sqrt(3)];
        var z = new float[3];
        new LatentPath(InterpolationKind.Spherical, a, b).Write(t, z);
        var angle = t * Math.PI / 3;
        Assert.AreEqual(3 * Math.Cos(angle), z[0], 1e-6);
        Assert.AreEqual(0, z[1], 0);
        Assert.AreEqual(3 * Math.Sin(angle), z[2], 1e-6);
    }

    [TestMethod]
    public void LatentPath_SphericalWithoutAnArc_IsLinear()
    {
        float[] a = [1, 2, 3];
        foreach (float[] b in (float[][])[[2, 4, 6], [-1, -2, -3], [0, 0, 0]])
        {
            var z = new float[3];
            new LatentPath(InterpolationKind.Spherical, a, b).Write(0.25, z);
            for (var i = 0; i < z.Length; i++)
                Assert.AreEqual((0.75f * a[i]) + (0.25f * b[i]), z[i], 1e-6f);
        }
    }

    [TestMethod]
    [DataRow(InterpolationKind.Linear)]
    [DataRow(InterpolationKind.Spherical)]
    public void Interpolate_Ends_AreTheReconstructions(InterpolationKind kind)
    {
        var (a, b) = Pair();
        var frames = _bundle.Augmenter.Interpolate(a, b, 5, kind);
        AreClose(TinyModel.Decode(TinyModel.Mu(a)), frames.AsSpan(0, Length));
        AreClose(TinyModel.Decode(TinyModel.Mu(b)), frames.AsSpan(4 * Length, Length));
    }

    [TestMethod]
    public void Interpolate_Bytes_EqualFloats()
    {
        var bytes = TinyImages.Bytes(2);
        var floats = TinyImages.Floats(2);
        var expected = _bundle.Augmenter.Interpolate(floats.AsSpan(0, Length), floats.AsSpan(Length), 3, InterpolationKind.Spherical);
        var actual = _bundle.Augmenter.Interpolate(bytes.AsSpan(0, Length), bytes.AsSpan(Length), 3, InterpolationKind.Spherical);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i] * 255.0, actual[i], 0.501);
    }

    [TestMethod]
    public void EstimateDirection_TwoGroups_IsTheDifferenceOfMeans()
    {
        var (from, to) = (TinyImages.Floats(7), TinyImages.Floats(9));
        var direction = _bundle.Augmenter.EstimateDirection(from, to);
        Assert.AreEqual(TestBundle.DefaultId, direction.BundleId);
        AreClose([.. Mean(to).Zip(Mean(from), (y, x) => y - x)], direction.Vector.Span, Tolerances.LinearGraph);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1f)]
    [DataRow(-2.5f)]
    public void Shift_Amount_DecodesMuPlusTheStep(float amount)
    {
        const int Count = 9;
        var images = TinyImages.Floats(Count);
        float[] vector = [0.5f, -1f, 0.25f];
        var shifted = _bundle.Augmenter.Shift(images, new LatentDirection(vector), amount);
        for (var i = 0; i < Count; i++)
            AreClose(TinyModel.Decode([.. TinyModel.Mu(images.AsSpan(i * Length, Length)).Zip(vector, (mu, step) => mu + (amount * step))]), shifted.AsSpan(i * Length, Length));
        var inPlace = (float[])images.Clone();
        _bundle.Augmenter.Shift(inPlace, inPlace, new LatentDirection(vector), amount);
        CollectionAssert.AreEqual(shifted, inPlace);
    }

    [TestMethod]
    public void Calls_WrongArguments_AreRefused()
    {
        var (a, b) = Pair();
        var augmenter = _bundle.Augmenter;
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => augmenter.Interpolate(a, b, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => augmenter.Interpolate(a, b, 2, (InterpolationKind)9));
        Assert.ThrowsExactly<ArgumentException>(() => augmenter.Interpolate(a, b, new float[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => augmenter.Interpolate(a, new float[2 * Length], 2));
        Assert.ThrowsExactly<ArgumentException>(() => augmenter.EstimateDirection(a, ReadOnlySpan<float>.Empty));
        Assert.ThrowsExactly<ArgumentException>(() => augmenter.Shift(a, new LatentDirection([1f, 2f]), 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => augmenter.Shift(a, new LatentDirection([1f, 2f, 3f]), float.NaN));
        Assert.ThrowsExactly<ArgumentException>(() => new LatentDirection([1f, float.NaN]));
        Assert.ThrowsExactly<ArgumentException>(() => new LatentDirection([]));
        var error = Assert.ThrowsExactly<ArgumentException>(() => augmenter.Shift(a, new LatentDirection([1f, 2f, 3f], "other-7"), 1));
        StringAssert.Contains(error.Message, "other-7");
    }

    private static (float[] A, float[] B) Pair()
    {
        var images = TinyImages.Floats(2);
        return (images[..Length], images[Length..]);
    }

    private static double[] Mean(float[] images)
    {
        var count = images.Length / Length;
        var mean = new double[TinyModel.LatentDim];
        for (var i = 0; i < count; i++)
        {
            var mu = TinyModel.Mu(images.AsSpan(i * Length, Length));
            for (var j = 0; j < mean.Length; j++)
                mean[j] += mu[j] / count;
        }

        return mean;
    }

    private static void AreClose(double[] expected, ReadOnlySpan<float> actual, double tolerance = Tolerances.AugmentedImage)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance);
    }
}
