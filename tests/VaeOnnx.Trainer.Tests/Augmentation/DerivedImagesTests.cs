using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Augmentation;

[TestClass]
public sealed class DerivedImagesTests
{
    private static readonly ImageSet s_digits = SyntheticDigits.Create(40, seed: 1);

    [TestMethod]
    public void Gather_AnyBatching_GivesTheSameBits()
    {
        var deformed = new DeformedImages(s_digits, draws: 3, seed: 5, new AffineDeformation(), new ElasticDeformation());
        var together = new float[3 * deformed.Spec.Length];
        var alone = new float[deformed.Spec.Length];

        deformed.Gather([7, 47, 87], together);
        deformed.Gather([47], alone);

        Assert.IsTrue(alone.AsSpan().SequenceEqual(together.AsSpan(deformed.Spec.Length, deformed.Spec.Length)));
        Assert.IsFalse(alone.AsSpan().SequenceEqual(together.AsSpan(0, deformed.Spec.Length)), "another draw of the same image is another deformation");
        CollectionAssert.AreEqual(new[] { s_digits.Labels.Span[7] }, deformed.Labels.Slice(47, 1).ToArray());
    }

    [TestMethod]
    public void Gather_Joined_GivesEachSourceItsOwnInTheOrderAskedFor()
    {
        var deformed = new DeformedImages(s_digits, draws: 2, seed: 5, new AffineDeformation());
        var joined = new JoinedImages(s_digits, deformed);
        int[] indices = [7, 47, 119, 3, 40];
        var together = new float[indices.Length * joined.Spec.Length];
        var alone = new float[joined.Spec.Length];

        joined.Gather(indices, together);

        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < s_digits.Count)
                s_digits.Gather([indices[i]], alone);
            else
                deformed.Gather([indices[i] - s_digits.Count], alone);
            Assert.IsTrue(alone.AsSpan().SequenceEqual(together.AsSpan(i * alone.Length, alone.Length)), $"image {indices[i]}");
        }
    }

    [TestMethod]
    public void Gather_Pairs_HoldsTheOriginalAndAnotherOfItsClass()
    {
        var pairs = new ClassPairs(s_digits, draws: 5, seed: 2);
        var pair = new float[pairs.Spec.Length];
        var original = new float[s_digits.Spec.Length];
        var partners = new HashSet<int>();
        for (var draw = 0; draw < 5; draw++)
        {
            pairs.Gather([3 + (draw * s_digits.Count)], pair);
            s_digits.Gather([3], original);
            Assert.IsTrue(original.AsSpan().SequenceEqual(pair.AsSpan(0, original.Length)));
            partners.Add(PartnerIn(pair));
        }

        Assert.IsTrue(partners.Count > 1, "partners vary from draw to draw");
        Assert.IsTrue(partners.All(partner => s_digits.Labels.Span[partner] == s_digits.Labels.Span[3]));
    }

    [TestMethod]
    public void Gather_NearestPairs_HoldNoPartnerFartherThanTheNearestOfTheClass()
    {
        const double Share = 0.5;
        var pairs = new ClassPairs(s_digits, draws: 20, seed: 2, Share);
        var pair = new float[pairs.Spec.Length];
        for (var image = 0; image < 10; image++)
        {
            var original = Pixels(image);
            var distances = Enumerable.Range(0, s_digits.Count).Where(i => s_digits.Labels.Span[i] == s_digits.Labels.Span[image]).Select(i => Distance(original, Pixels(i))).Order().ToArray();
            var farthest = distances[Math.Max(2, (int)Math.Ceiling(Share * distances.Length)) - 1];
            for (var draw = 0; draw < 20; draw++)
            {
                pairs.Gather([image + (draw * s_digits.Count)], pair);
                Assert.IsTrue(Distance(original, pair[original.Length..]) <= farthest + 1e-3);
            }
        }
    }

    [TestMethod]
    public void Read_Deformed_RoundsWhatGatherGives()
    {
        var deformed = new DeformedImages(s_digits, draws: 1, seed: 5, new AffineDeformation());
        var values = new float[deformed.Spec.Length];
        var samples = new ushort[deformed.Spec.Length];

        deformed.Gather([2], values);
        deformed.Read(2, samples);

        for (var i = 0; i < values.Length; i++)
            Assert.AreEqual(values[i], samples[i] / 255f, 0.501f / 255f);
    }

    [TestMethod]
    public void Sha256_OtherSettings_IsAnother()
    {
        var shift = new DeformedImages(s_digits, draws: 2, seed: 5, new AffineDeformation { Shift = 0.05f });

        Assert.AreEqual(shift.Sha256, new DeformedImages(s_digits, draws: 2, seed: 5, new AffineDeformation { Shift = 0.05f }).Sha256);
        Assert.AreNotEqual(shift.Sha256, new DeformedImages(s_digits, draws: 2, seed: 5, new AffineDeformation { Shift = 0.06f }).Sha256);
        Assert.AreNotEqual(shift.Sha256, new DeformedImages(s_digits, draws: 2, seed: 6, new AffineDeformation { Shift = 0.05f }).Sha256);
        Assert.AreNotEqual(shift.Sha256, new DeformedImages(s_digits, draws: 3, seed: 5, new AffineDeformation { Shift = 0.05f }).Sha256);
    }

    [TestMethod]
    public void Pairs_OfImagesWithoutLabels_AreRefused()
    {
        var unlabelled = new ImageSet("letters", s_digits.Spec, s_digits.Pixels);

        var error = Assert.ThrowsExactly<ArgumentException>(() => new ClassPairs(unlabelled, draws: 1, seed: 1));

        StringAssert.Contains(error.Message, "letters");
    }

    private static int PartnerIn(float[] pair)
    {
        var image = new float[s_digits.Spec.Length];
        for (var i = 0; i < s_digits.Count; i++)
        {
            s_digits.Gather([i], image);
            if (image.AsSpan().SequenceEqual(pair.AsSpan(image.Length)))
                return i;
        }

        throw new AssertFailedException("The partner is none of the originals.");
    }

    private static float[] Pixels(int image)
    {
        var pixels = new float[s_digits.Spec.Length];
        s_digits.Gather([image], pixels);
        return pixels;
    }

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum());
}
