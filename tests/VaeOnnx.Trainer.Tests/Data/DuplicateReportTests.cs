using SkiaSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class DuplicateReportTests
{
    private const int Side = 40;
    private static readonly ImageSpec s_spec = new() { Channels = 1, Height = Side, Width = Side };

    [TestMethod]
    public void Of_SamePixels_NamesEveryEarlierImage()
    {
        var division = Division([Blobs(1), Blobs(2), Blobs(1), Blobs(3)], [Blobs(4), Blobs(2)], [Blobs(5), Blobs(1), Blobs(4)]);

        var report = DuplicateReport.Of(division);

        CollectionAssert.AreEqual(new DuplicatePair[]
        {
            new("training", 0, "0", "test", 1, "1", null),
            new("training", 2, "2", "test", 1, "1", null),
            new("training", 1, "1", "validation", 1, "1", null),
            new("validation", 0, "0", "test", 2, "2", null),
        }, report.Exact.ToArray());
        Assert.IsEmpty(report.Near);
        Assert.AreEqual("training 0 = test 1", report.Exact[0].ToString());
    }

    [TestMethod]
    public void Of_BrighterOrNoisierCopy_IsNear()
    {
        var brighter = Array.ConvertAll(Blobs(1), pixel => (byte)Math.Min(255, pixel + 3));
        var noisy = Blobs(2);
        for (var i = 0; i < noisy.Length; i += 7)
            noisy[i] = (byte)Math.Min(255, noisy[i] + 2);

        var report = DuplicateReport.Of(Division([Blobs(1), Blobs(2), Blobs(3)], [], [noisy, brighter]));

        Assert.IsEmpty(report.Exact);
        CollectionAssert.AreEqual(new[] { (0, 1), (1, 0) }, report.Near.Select(pair => (pair.Index, pair.OtherIndex)).ToArray());
        Assert.IsTrue(report.Near.All(pair => pair.Distance is >= 0 and <= DuplicateReport.NearDistance));
    }

    [TestMethod]
    public void Of_CopyThatWentThroughJpeg_IsNear()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Gray8, SKAlphaType.Opaque));
        Blobs(6).CopyTo(bitmap.GetPixelSpan());
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 60);
        using var decoded = SKBitmap.Decode(jpeg);

        var report = DuplicateReport.Of(Division([Blobs(5), Blobs(6)], [], [decoded.GetPixelSpan().ToArray()]));

        Assert.IsEmpty(report.Exact);
        Assert.AreEqual(1, report.Near.Single().Index);
    }

    [TestMethod]
    public void Of_DifferentImages_IsEmpty()
    {
        var report = DuplicateReport.Of(Division([.. Enumerable.Range(0, 60).Select(Blobs)], [], [.. Enumerable.Range(100, 60).Select(Blobs)]));

        Assert.IsTrue(report.IsEmpty);
    }

    /// <summary>Two plain images have the same hash, 0, and differ in every pixel.</summary>
    [TestMethod]
    public void Of_SameHashAndOtherBrightness_IsNotNear()
    {
        var (dark, light) = (new byte[Side * Side], Enumerable.Repeat((byte)200, Side * Side).ToArray());

        Assert.IsTrue(DuplicateReport.Of(Division([dark], [], [light])).IsEmpty);
    }

    [TestMethod]
    public void Without_Pairs_TakesOutTheEarlierOnes()
    {
        var division = Division([Blobs(1), Blobs(2), Blobs(1), Blobs(3)], [Blobs(4), Blobs(9)], [Blobs(1), Blobs(4)]);

        var clean = division.Without(DuplicateReport.Of(division).Exact);

        CollectionAssert.AreEqual((byte[])[.. Blobs(2), .. Blobs(3)], clean.Training.ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(Blobs(9), clean.Validation!.ToImageSet().Pixels.ToArray());
        Assert.AreEqual((2, 1), (clean.Provenance.TrainingCount, clean.Provenance.ValidationCount));
        StringAssert.EndsWith(clean.Provenance.Split, ", 3 duplicates dropped");
        Assert.IsTrue(DuplicateReport.Of(clean).IsEmpty);
    }

    [TestMethod]
    public void Without_NothingLeft_Throws()
    {
        var division = Division([Blobs(1)], [], [Blobs(1)]);

        Assert.ThrowsExactly<ArgumentException>(() => division.Without(DuplicateReport.Of(division).Exact));
    }

    /// <summary>A reference by hand: brightness that falls from left to right sets no bit, one that rises sets all of them.</summary>
    [TestMethod]
    public void Fingerprint_Ramps_SetNoBitOrAll()
    {
        ushort[] rising = [.. Enumerable.Range(0, Side * Side).Select(i => (ushort)(i % Side * 6))];

        ushort[] rows = [.. Enumerable.Range(0, Side * Side).Select(i => (ushort)(i / Side * 6))];

        var (across, down) = (ImageFingerprint.Of(rising, s_spec, 8), ImageFingerprint.Of(rows, s_spec, 8));
        Assert.AreEqual((ulong.MaxValue, 0UL), (across.Across, across.Down));
        Assert.AreEqual((0UL, ulong.MaxValue), (down.Across, down.Down));
        Assert.AreEqual(0UL, ImageFingerprint.Of(Array.ConvertAll(rising, sample => (ushort)(255 - sample)), s_spec, 8).Across);
    }

    private static DataDivision Division(byte[][] training, byte[][] validation, byte[][] test) =>
        DataDivision.Create(new DataParts(Set(training)!, Set(validation), Set(test)), new DivisionOptions { ValidationFraction = 0, TestFraction = 0 });

    private static ImageSet? Set(byte[][] images) => images.Length == 0 ? null : new ImageSet("blobs", s_spec, images.SelectMany(image => image).ToArray());

    /// <summary>Smooth blobs at places that the seed draws.</summary>
    private static byte[] Blobs(int seed)
    {
        var places = new float[15];
        SeededNoise.FillUniform(places, places.Length, seed: 77, seed, draw: 0);
        var image = new byte[Side * Side];
        for (var i = 0; i < image.Length; i++)
        {
            var sum = 0.0;
            for (var blob = 0; blob < 5; blob++)
            {
                var (dx, dy) = ((i % Side) - (places[3 * blob] * Side), (i / Side) - (places[(3 * blob) + 1] * Side));
                sum += (0.3 + places[(3 * blob) + 2]) * Math.Exp(-((dx * dx) + (dy * dy)) / 60);
            }

            image[i] = (byte)(250 * Math.Min(1, sum));
        }

        return image;
    }
}
