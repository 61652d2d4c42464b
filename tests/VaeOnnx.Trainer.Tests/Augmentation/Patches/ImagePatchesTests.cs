using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Augmentation;

[TestClass]
public sealed class ImagePatchesTests
{
    [TestMethod]
    public void Read_RandomPatch_IsItsPlaceOfTheImage()
    {
        var patches = new RandomPatches(Photographs(), size: 4, count: 500, seed: 3);
        var samples = new ushort[patches.Spec.Length];
        for (var i = 0; i < patches.Count; i++)
        {
            var place = patches.PlaceOf(i);
            patches.Read(i, samples);
            var (dy, dx) = ((place.Turn & 1) == 0 ? 0 : 3, (place.Turn & 2) == 0 ? 0 : 3);
            // The upper left sample and the one right of it tell how the patch lies.
            var (row, column) = (place.Turn & 4) == 0 ? (dy, dx) : (dx, dy);
            Assert.AreEqual(Sample(place.Image, 0, place.Top + row, place.Left + column), samples[0]);
            var (nextRow, nextColumn) = (place.Turn & 4) == 0 ? (dy, Math.Abs(dx - 1)) : (Math.Abs(dx - 1), dy);
            Assert.AreEqual(Sample(place.Image, 0, place.Top + nextRow, place.Left + nextColumn), samples[1]);
            Assert.AreEqual(samples[0] + 100, samples[16]);
        }
    }

    [TestMethod]
    public void PlaceOf_ManyPatches_IsEverywhereAsOften()
    {
        // 5·9 = 45 places in the first image, 3·1 in the second, each 8 ways.
        var patches = new RandomPatches(Photographs(), size: 4, count: 48 * 500, seed: 3);
        var places = Enumerable.Range(0, patches.Count).Select(patches.PlaceOf).ToArray();

        var counts = places.GroupBy(place => (place.Image, place.Top, place.Left)).Select(group => group.Count()).ToArray();
        Assert.HasCount(48, counts);
        Assert.IsTrue(counts.All(count => count is > 400 and < 600), string.Join(' ', counts)); // 500, standard deviation 22
        Assert.IsTrue(places.GroupBy(place => place.Turn).All(group => group.Count() is > 2700 and < 3300));
        Assert.AreEqual(8, places.DistinctBy(place => place.Turn).Count());
    }

    [TestMethod]
    public void PlaceOf_NotTurned_LiesAsItWas()
    {
        var patches = new RandomPatches(Photographs(), size: 4, count: 100, seed: 3) { IsTurned = false };

        Assert.IsTrue(Enumerable.Range(0, patches.Count).All(i => patches.PlaceOf(i).Turn == 0));
        Assert.AreNotEqual(new RandomPatches(Photographs(), 4, 100, seed: 3).Sha256, patches.Sha256);
    }

    [TestMethod]
    public void Read_EightTurns_AreEightSquares()
    {
        var patches = new RandomPatches(MixedImages.From(new ImageSet("square", new ImageSpec { Channels = 1, Height = 2, Width = 2 }, new byte[] { 1, 2, 3, 4 })), size: 2, count: 200, seed: 1);
        var samples = new ushort[4];
        var seen = Enumerable.Range(0, patches.Count).Select(i =>
        {
            patches.Read(i, samples);
            return string.Join(' ', samples);
        }).ToHashSet();

        Assert.IsTrue(seen.SetEquals(["1 2 3 4", "2 1 4 3", "3 4 1 2", "4 3 2 1", "1 3 2 4", "3 1 4 2", "2 4 1 3", "4 2 3 1"]), string.Join(", ", seen));
    }

    [TestMethod]
    public void Gather_AnyOrderAndBatch_IsTheSame()
    {
        var patches = new RandomPatches(Photographs(), size: 4, count: 100, seed: 3);
        var length = patches.Spec.Length;
        float[] together = new float[3 * length], alone = new float[length];

        patches.Gather([7, 99, 0], together);
        patches.Gather([99], alone);

        CollectionAssert.AreEqual(together[length..(2 * length)], alone);
        var selected = new float[length];
        patches.Select([0, 99]).Gather([1], selected);
        CollectionAssert.AreEqual(alone, selected);
    }

    [TestMethod]
    public void Grid_WholeImages_TilesThemWithoutOverlap()
    {
        var patches = new GridPatches(Photographs(), size: 4);
        var places = Enumerable.Range(0, patches.Count).Select(patches.PlaceOf).ToArray();

        // 8×12 holds 2·3, 6×4 holds 1·1.
        CollectionAssert.AreEqual(
            (PatchPlace[])[new(0, 0, 0), new(0, 0, 4), new(0, 0, 8), new(0, 4, 0), new(0, 4, 4), new(0, 4, 8), new(1, 0, 0)], places);
        Assert.AreEqual(3, new GridPatches(Photographs(), size: 4, most: 3).Count);
    }

    [TestMethod]
    public void Constructor_ImageSmallerThanAPatch_NamesIt()
    {
        var e = Assert.ThrowsExactly<DataFormatException>(() => new RandomPatches(Photographs(), size: 5, count: 1, seed: 0));

        StringAssert.Contains(e.Message, "image 1.png: expected at least 5x5 pixels, the size of a patch, found 6x4");
        Assert.ThrowsExactly<DataFormatException>(() => new GridPatches(Photographs(), size: 5));
    }

    // Two images of two channels; every sample tells where it lies.
    private static MixedImages Photographs() => new(
        "photographs",
        [Image(0, 8, 12), Image(1, 6, 4)],
        ["image 0.png", "image 1.png"]);

    private static DecodedImage Image(int image, int height, int width) => new(2, height, width, BitDepth: 16,
        [.. from channel in Enumerable.Range(0, 2) from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select Sample(image, channel, y, x)]);

    private static ushort Sample(int image, int channel, int y, int x) => (ushort)((10_000 * image) + (1000 * y) + (100 * channel) + x);
}
