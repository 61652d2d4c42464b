using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

[TestClass]
public sealed class TileAxisTests
{
    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(2, 3)]
    [DataRow(8, 36)]
    [DataRow(16, 50)]
    public void Windows_AnyLength_CoverTheAxisWithHalosAroundWhatTheyGive(int multiple, int halo)
    {
        var tiling = new TilingSpec { Multiple = multiple, Halo = halo };
        var least = (2 * tiling.RoundUp(halo == 0 ? 1 : halo)) + multiple;
        foreach (var tile in new[] { least, least + 1, (2 * least) + 3, 5 * least })
        {
            for (var pixels = 1; pixels < 700; pixels += 7)
                Check(new TileAxis(pixels, tiling, tile), pixels, tiling, tile);
        }
    }

    [TestMethod]
    public void Create_NoRoomBetweenTheHalos_SaysHowMuchItTakes()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TileAxis(500, new TilingSpec { Multiple = 8, Halo = 36 }, 87));

        StringAssert.Contains(error.Message, "at least 88 pixels");
        Assert.AreEqual("tileSize", error.ParamName);
        Assert.AreEqual(1, new TileAxis(80, new TilingSpec { Multiple = 8, Halo = 36 }, 87).Count, "what fits a tile needs no halo");
    }

    [TestMethod]
    [DataRow(new[] { 0, 1, 2, 1, 0, 1 }, 3)]
    [DataRow(new[] { 0, 1, 0, 1 }, 2)]
    [DataRow(new[] { 0, 0, 0 }, 1)]
    public void Mirror_PastTheBorder_GoesBack(int[] places, int pixels)
    {
        var axis = new TileAxis(pixels, new TilingSpec { Multiple = 8, Halo = 0 }, 8);
        for (var i = 0; i < places.Length; i++)
            Assert.AreEqual(places[i], axis.Mirror(i), $"place {i}");
    }

    private static void Check(TileAxis axis, int pixels, TilingSpec tiling, int tile)
    {
        var what = $"{pixels} pixels in tiles of {tile}";
        Assert.IsTrue(axis.Size <= Math.Max(tile, 0) && axis.Size % tiling.Multiple == 0, what);
        Assert.AreEqual(tiling.RoundUp(pixels), axis.Padded);
        Assert.AreEqual(pixels, axis.From(axis.Count), what);
        for (var window = 0; window < axis.Count; window++)
        {
            var (start, end, from, to) = (axis.Start(window), axis.Start(window) + axis.Size, axis.From(window), axis.From(window + 1));
            Assert.AreEqual(0, start % tiling.Multiple, what);
            Assert.IsLessThan(to, from, what);
            Assert.IsTrue(start == 0 || from - start >= tiling.Halo, $"{what}: window {window} gives from {from} and reads from {start}");
            Assert.IsTrue(end == axis.Padded || end - to >= tiling.Halo, $"{what}: window {window} gives up to {to} and reads up to {end}");
            Assert.IsTrue(end <= axis.Padded, what);
        }
    }
}
